package ai.openclaw.doctor;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is asked of Postgres: its version and settings, its clock, and which gateways it knows.
@Component
class DatabaseCheck {

    private static final int OLDEST = 15;
    private static final Duration DRIFT = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Clock clock;

    DatabaseCheck(DataSource dataSource, JdbcClient jdbc, Clock clock) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Seen(
            int version, String name, boolean fsync, int connections, Instant now, String size) {}

    private record Gateways(int count, int workers, int running) {}

    /// Where it listens; the usual one if it does not say.
    int port() {
        try (var connection = dataSource.getConnection()) {
            String url = connection.getMetaData().getURL().substring("jdbc:".length());
            int port = URI.create(url.split("\\?", 2)[0]).getPort();
            return port > 0 ? port : 5432;
        } catch (SQLException | IllegalArgumentException e) {
            return 5432;
        }
    }

    List<Check> look() {
        try {
            return List.of(server(), gateways());
        } catch (DataAccessException e) {
            return List.of(
                    Check.fail(
                            "database",
                            "Database",
                            "Postgres does not answer: " + e.getMostSpecificCause().getMessage(),
                            "See whether the server runs and DATABASE_URL is right."));
        }
    }

    List<Check> clocks() {
        try {
            var drift = Duration.between(seen().now(), clock.instant()).abs();
            String said = "%.1f s from the database's".formatted(drift.toMillis() / 1000.0);
            return List.of(
                    drift.compareTo(DRIFT) <= 0
                            ? Check.ok("clock", "Clock", said)
                            : Check.warn(
                                    "clock",
                                    "Clock",
                                    said,
                                    "Let both machines ask a time server (NTP)."));
        } catch (DataAccessException e) {
            return List.of();
        }
    }

    private Check server() {
        var seen = seen();
        String said =
                "%s, %s, %d connections at most, fsync %s"
                        .formatted(
                                seen.name(),
                                seen.size(),
                                seen.connections(),
                                seen.fsync() ? "on" : "off");
        List<String> cures = new ArrayList<>();
        if (!seen.fsync()) {
            cures.add("Set fsync = on: without it a power cut loses accepted tasks.");
        }
        if (seen.connections() < 40) {
            cures.add("Let max_connections be 40 or more; a gateway takes up to 20.");
        }
        if (seen.version() < OLDEST) {
            return Check.fail("database", "Database", said, "Use Postgres 15 or later.");
        }
        return cures.isEmpty()
                ? Check.ok("database", "Database", said)
                : Check.warn("database", "Database", said, String.join(" ", cures));
    }

    private Seen seen() {
        return jdbc.sql(
                        """
                        select current_setting('server_version_num')::int / 10000 as version,
                          'Postgres ' || current_setting('server_version') as name,
                          current_setting('fsync')::boolean as fsync,
                          current_setting('max_connections')::int as connections,
                          clock_timestamp() as now,
                          pg_size_pretty(pg_database_size(current_database())) as size
                        """)
                .query((row, _) ->
                        new Seen(
                                row.getInt("version"),
                                row.getString("name"),
                                row.getBoolean("fsync"),
                                row.getInt("connections"),
                                Objects.requireNonNull(row.getObject("now", OffsetDateTime.class))
                                        .toInstant(),
                                row.getString("size")))
                .single();
    }

    private Check gateways() {
        var seen =
                jdbc.sql(
                                """
                                select count(*)::int as count,
                                  coalesce(sum(workers), 0)::int as workers,
                                  coalesce(sum(running), 0)::int as running
                                from node where heartbeat_at > now() - interval '60 seconds'
                                """)
                        .query(Gateways.class)
                        .single();
        String said =
                "%d %s, %d workers, %d tasks at their last heartbeat"
                        .formatted(
                                seen.count(),
                                seen.count() == 1 ? "gateway" : "gateways",
                                seen.workers(),
                                seen.running());
        return seen.workers() > 0
                ? Check.ok("workers", "Workers", said)
                : Check.fail("workers", "Workers", said, "Set OPENCLAW_WORKERS to more than 0.");
    }
}
