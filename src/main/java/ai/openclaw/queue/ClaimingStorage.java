package ai.openclaw.queue;

import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.common.JobTable;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/// JobRunr's storage in our Postgres, with our [Claim]. The tables come from our migrations.
final class ClaimingStorage extends PostgresStorageProvider {

    private final UUID node;
    private final Timer claims;
    private final String lock;

    ClaimingStorage(DataSource dataSource, UUID node, Timer claims) {
        this(dataSource, node, claims, Claim.LOCK);
    }

    /// @param lock see [Claim]
    ClaimingStorage(DataSource dataSource, UUID node, Timer claims, String lock) {
        super(dataSource, DatabaseOptions.SKIP_CREATE);
        this.node = node;
        this.claims = claims;
        this.lock = lock;
        setJobMapper(JobJson.MAPPER);
    }

    @Override
    protected JobTable jobTable(Connection connection) {
        return new Claim(connection, node, claims, lock);
    }
}
