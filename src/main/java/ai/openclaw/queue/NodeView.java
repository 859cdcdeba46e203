package ai.openclaw.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/// A gateway as the API shows it.
///
/// @param name its host
/// @param self whether it is the one that answers
/// @param engine of its sandboxes; null until it has chosen one
/// @param running attempts
/// @param drainedAt when a draining one had nothing left
/// @param detachedUntil how long a stopped one's attempts are left to it
public record NodeView(
        UUID id,
        String name,
        boolean self,
        State state,
        String version,
        @Nullable String engine,
        int workers,
        int running,
        boolean draining,
        @Nullable Instant drainedAt,
        @Nullable Instant detachedUntil,
        Instant startedAt,
        Instant heartbeatAt) {

    /// How it is, as far as its peers can see.
    public enum State {
        /// It claims.
        UP,
        /// It claims nothing, and something is left on it.
        DRAINING,
        /// It may be ended: nothing is left on it.
        DRAINED,
        /// It was stopped and is expected back; what ran on it runs on.
        DETACHED,
        /// It gave no sign of life for 20 seconds.
        SILENT
    }

    static final RowMapper<NodeView> ROW =
            (row, _) ->
                    new NodeView(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            false,
                            state(row),
                            row.getString("version"),
                            row.getString("engine"),
                            row.getInt("workers"),
                            row.getInt("runs"),
                            row.getBoolean("draining"),
                            time(row, "drained_at"),
                            row.getBoolean("detached") ? time(row, "detached_until") : null,
                            known(time(row, "started_at")),
                            known(time(row, "heartbeat_at")));

    static final RowMapper<Map.Entry<UUID, Instant>> HEARTBEAT =
            (row, _) ->
                    Map.entry(row.getObject("id", UUID.class), known(time(row, "heartbeat_at")));

    NodeView seenFrom(UUID node) {
        return new NodeView(
                id,
                name,
                id.equals(node),
                state,
                version,
                engine,
                workers,
                running,
                draining,
                drainedAt,
                detachedUntil,
                startedAt,
                heartbeatAt);
    }

    private static State state(ResultSet row) throws SQLException {
        if (row.getBoolean("silent")) {
            return row.getBoolean("detached") ? State.DETACHED : State.SILENT;
        }
        if (row.getBoolean("draining")) {
            return row.getObject("drained_at") == null ? State.DRAINING : State.DRAINED;
        }
        return row.getBoolean("detached") ? State.DETACHED : State.UP;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant known(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalStateException("the row of a node without a time");
        }
        return time;
    }
}
