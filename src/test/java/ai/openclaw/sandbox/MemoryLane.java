package ai.openclaw.sandbox;

import ai.openclaw.sandbox.LaneDoor.Place;
import ai.openclaw.sandbox.Sandbox.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A lane on loopback: the gateway's real doors, without a network around them.
final class MemoryLane implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Lane lane;
    private final LaneDoor.Entry entry;
    private final EgressDoor.@Nullable Entry exit;

    private MemoryLane(Lane lane, LaneDoor.Entry entry, EgressDoor.@Nullable Entry exit) {
        this.lane = lane;
        this.entry = entry;
        this.exit = exit;
    }

    static MemoryLane open(LaneDoors doors, SandboxSpec spec) {
        try {
            int port = freePort();
            var lane = new Lane("memory-" + port, LOOPBACK, LOOPBACK, port);
            var entry =
                    Objects.requireNonNull(doors.gateway())
                            .open(lane.name(), place(port), () -> Optional.of(spec.id()));
            if (spec.network() != NetworkMode.EGRESS) {
                return new MemoryLane(lane, entry, null);
            }
            int egress = freePort();
            return new MemoryLane(
                    lane.withEgress(egress),
                    entry,
                    Objects.requireNonNull(doors.egress()).open(place(egress), spec.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place place(int port) {
        return new Place.Address(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LOOPBACK);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Reach reach() {
        return new Reach(lane, null);
    }

    @Override
    public void close() {
        if (exit != null) {
            exit.close();
        }
        entry.cut();
        entry.close();
    }
}
