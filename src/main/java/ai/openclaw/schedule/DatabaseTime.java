package ai.openclaw.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The time that all gateways agree on: the database's.
@Component(DatabaseTime.BEAN)
class DatabaseTime implements InstantSource {

    /// Told apart from the gateway's own clock by name.
    static final String BEAN = "scheduleTime";

    private final JdbcClient jdbc;

    DatabaseTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant instant() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
