package ai.openclaw.sandbox;

import ai.openclaw.sandbox.LaneDoor.Place;
import ai.openclaw.sandbox.Sandbox.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.UUID;

/// A lane on loopback: the gateway's real door, without a network around it.
final class MemoryLane implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final int port;
    private final LaneDoor.Entry entry;

    private MemoryLane(int port, LaneDoor.Entry entry) {
        this.port = port;
        this.entry = entry;
    }

    static MemoryLane open(LaneDoor door, UUID sandbox) {
        try {
            int port = freePort();
            var place =
                    new Place.Address(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            LOOPBACK);
            return new MemoryLane(
                    port, door.open("memory-" + port, place, () -> Optional.of(sandbox)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Reach reach() {
        return new Reach(new Lane("memory-" + port, LOOPBACK, LOOPBACK, port), null);
    }

    @Override
    public void close() {
        entry.cut();
        entry.close();
    }
}
