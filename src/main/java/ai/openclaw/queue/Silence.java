package ai.openclaw.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which nodes have given no sign of life for as long as we have been looking. Measured by our own
/// monotonic clock and only while we look: after an outage of the database nobody's heartbeat is
/// young, after a stop of ours neither, and wall clocks jump.
final class Silence {

    /// One look to the next; after a longer pause all begins anew.
    private static final Duration LOOKS = Duration.ofSeconds(12);

    private record Seen(Instant heartbeat, long since) {}

    private final Duration limit;
    private Map<UUID, Seen> seen = Map.of();
    private long looked;

    Silence(Duration limit) {
        this.limit = limit;
    }

    /// @param heartbeats the latest of each node
    /// @param now in nanoseconds, by a clock that only goes forward
    /// @return those that were silent throughout the limit
    List<UUID> of(Map<UUID, Instant> heartbeats, long now) {
        boolean paused = now - looked > LOOKS.toNanos();
        var next = new HashMap<UUID, Seen>();
        heartbeats.forEach((node, heartbeat) -> {
            var before = paused ? null : seen.get(node);
            boolean still = before != null && before.heartbeat.equals(heartbeat);
            next.put(node, still ? before : new Seen(heartbeat, now));
        });
        seen = next;
        looked = now;
        return next.entrySet().stream()
                .filter(it -> now - it.getValue().since >= limit.toNanos())
                .map(Map.Entry::getKey)
                .toList();
    }
}
