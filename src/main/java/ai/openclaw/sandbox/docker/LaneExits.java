package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EgressDoor;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Lane;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The egress proxy's end of the lanes: an entry for each sandbox that may go further than to the
/// gateway, as long as it holds its lane.
final class LaneExits {

    /// For the relay to find a socket.
    private static final Duration REACH = Duration.ofSeconds(30);

    private final LaneSide side;
    private final @Nullable EgressDoor door;
    private final int port;
    private final Map<UUID, EgressDoor.Entry> entries = new HashMap<>();

    /// @param door null for none
    /// @param port of the proxy in every lane
    LaneExits(LaneSide side, @Nullable EgressDoor door, int port) {
        this.side = side;
        this.door = door;
        this.port = port;
    }

    /// Twice is fine.
    ///
    /// @return the lane with its way out, if there is a proxy here
    synchronized Lane open(UUID sandbox, Lane lane) {
        if (door == null) {
            return lane;
        }
        try {
            if (!entries.containsKey(sandbox)) {
                entries.put(sandbox, door.open(side.place(lane, port), sandbox));
            }
        } catch (IOException e) {
            throw new EngineUnavailable(
                    "The egress proxy cannot be served in the lane "
                            + lane.name()
                            + ": "
                            + e.getMessage(),
                    e);
        }
        return lane.withEgress(port);
    }

    /// Waits until the sandbox finds the proxy. Without an entry, nothing happens.
    void await(UUID sandbox) throws InterruptedException {
        EgressDoor.Entry entry;
        synchronized (this) {
            entry = entries.get(sandbox);
        }
        if (side instanceof Relay && entry != null && !entry.awaitReached(REACH)) {
            throw new EngineUnavailable("The relay does not reach the egress proxy", null);
        }
    }

    void close(UUID sandbox) {
        EgressDoor.Entry entry;
        synchronized (this) {
            entry = entries.remove(sandbox);
        }
        if (entry != null) {
            entry.close();
        }
    }

    void closeAll() {
        List<UUID> all;
        synchronized (this) {
            all = List.copyOf(entries.keySet());
        }
        all.forEach(this::close);
    }
}
