package ai.openclaw.queue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/// A gateway as the API shows it.
///
/// @param name its host
/// @param engine of its sandboxes; null until it has chosen one
/// @param running attempts at its last heartbeat
public record NodeView(
        UUID id,
        String name,
        String version,
        @Nullable String engine,
        int workers,
        int running,
        boolean draining,
        Instant startedAt,
        Instant heartbeatAt) {

    static final RowMapper<NodeView> ROW =
            (row, _) ->
                    new NodeView(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getString("version"),
                            row.getString("engine"),
                            row.getInt("workers"),
                            row.getInt("running"),
                            row.getBoolean("draining"),
                            Objects.requireNonNull(
                                            row.getObject("started_at", OffsetDateTime.class))
                                    .toInstant(),
                            Objects.requireNonNull(
                                            row.getObject("heartbeat_at", OffsetDateTime.class))
                                    .toInstant());
}
