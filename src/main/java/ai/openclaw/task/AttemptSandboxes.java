package ai.openclaw.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Attempts seen from their sandboxes: which one serves whom, and which are gone.
@Component
public class AttemptSandboxes {

    /// The sandbox of a running attempt, on any node.
    public record Serving(
            UUID sandbox,
            AttemptId attempt,
            TaskId task,
            int number,
            String agent,
            UUID node,
            String engine,
            String image,
            boolean warm,
            Instant since) {}

    private final JdbcClient jdbc;

    AttemptSandboxes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those of all running attempts that have one.
    public List<Serving> serving() {
        return jdbc.sql(
                        """
                        select * from attempt
                        where state = 'RUNNING' and sandbox is not null and node is not null
                        """)
                .query(AttemptSandboxes::row)
                .list();
    }

    private static Serving row(ResultSet row, int n) throws SQLException {
        return new Serving(
                row.getObject("sandbox", UUID.class),
                new AttemptId(row.getObject("id", UUID.class)),
                new TaskId(row.getObject("task", UUID.class)),
                row.getInt("number"),
                row.getString("agent"),
                row.getObject("node", UUID.class),
                Objects.requireNonNullElse(row.getString("engine"), ""),
                Objects.requireNonNullElse(row.getString("image"), ""),
                row.getBoolean("warm"),
                Objects.requireNonNull(row.getObject("started_at", OffsetDateTime.class))
                        .toInstant());
    }

    /// Notes that nothing is left of what ended attempts of a node had, except of these.
    ///
    /// @param left what may still be there
    /// @return how many were not known to be gone
    public int gone(UUID node, Collection<UUID> left) {
        return jdbc.sql(
                        """
                        update attempt set destroyed_at = now()
                        where node = :node and sandbox is not null and destroyed_at is null
                          and state not in ('QUEUED', 'RUNNING')
                          and not sandbox = any(:left)
                        """)
                .param("node", node)
                .param("left", left.toArray(UUID[]::new))
                .update();
    }
}
