package ai.openclaw.queue;

import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jobrunr.storage.sql.common.JobTable;
import org.jobrunr.storage.sql.postgres.PostgresDialect;

/// JobRunr's job table, from which the next jobs are taken by our own statement, `claim.sql`.
/// JobRunr marks them PROCESSING in the same transaction.
final class Claim extends JobTable {

    static final String SQL = read("claim.sql");

    /// One for all nodes of a database.
    static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('openclaw claim', 0))";

    /// A connection plans the claim once and keeps the plan: it has to be right for a long queue
    /// even if there was none yet. So whatever reads all there is, or sorts it, is out.
    static final String PLAN =
            """
            select set_config(setting, 'off', true) from unnest(array['enable_seqscan',
              'enable_bitmapscan', 'enable_sort', 'enable_incremental_sort', 'jit']) as setting
            """;

    /// Looks that JobRunr asks for, one at a time. They belong to no attempt, so `claim.sql` does
    /// not see them.
    private static final String LOOK =
            """
            select jobAsJson from jobrunr_jobs
            where recurringJobId in (select trim(id) from jobrunr_recurring_jobs)
              and state || '' = 'ENQUEUED'
            limit 1 for update skip locked
            """;

    private final Connection connection;
    private final UUID node;
    private final Timer duration;
    private final String lock;

    /// @param lock the statement that waits until nobody else claims
    Claim(Connection connection, UUID node, Timer duration, String lock) {
        super(connection, new PostgresDialect(), null, JobJson.MAPPER);
        this.connection = connection;
        this.node = node;
        this.duration = duration;
        this.lock = lock;
    }

    @Override
    public List<Job> selectJobsToProcess(AmountRequest request) {
        return duration.record(() -> claim(request.getLimit()));
    }

    private List<Job> claim(int free) {
        try {
            // A statement of its own: the claim's snapshot must begin after the wait.
            execute(lock);
            execute(PLAN);
            var jobs = new ArrayList<Job>();
            if (free > 0) {
                try (var look = connection.prepareStatement(LOOK)) {
                    read(look, jobs);
                }
            }
            try (var claim = connection.prepareStatement(SQL)) {
                claim.setInt(1, free - jobs.size());
                claim.setObject(2, node);
                read(claim, jobs);
            }
            return jobs;
        } catch (SQLException e) {
            throw new StorageException("the claim failed", e);
        }
    }

    private static void read(PreparedStatement query, List<Job> jobs) throws SQLException {
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                jobs.add(JobJson.MAPPER.deserializeJob(rows.getString(1)));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static String read(String resource) {
        try (InputStream in = Claim.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
