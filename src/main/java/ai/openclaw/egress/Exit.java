package ai.openclaw.egress;

import ai.openclaw.sandbox.EgressDoor;
import ai.openclaw.sandbox.LaneDoor.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One sandbox's end of the proxy: takes its connections and ends them.
final class Exit implements EgressDoor.Entry {

    private static final Logger log = LoggerFactory.getLogger(Exit.class);

    /// More than any are not even read: a relay has as many to give, one of them for itself.
    private static final int MOST = 64;

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Place place;
    private final ServerSocketChannel server;
    private final Server serving;
    private final Consumer<Exit> closing;
    private final Map<Line, Thread> lines = new ConcurrentHashMap<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean closed;

    private Exit(Place place, ServerSocketChannel server, Server serving, Consumer<Exit> closing) {
        this.place = place;
        this.server = server;
        this.serving = serving;
        this.closing = closing;
    }

    /// Serves a connection to its end.
    @FunctionalInterface
    interface Server {

        /// @param open how many there are, with this one
        void serve(Line line, int open) throws IOException, InterruptedException;
    }

    /// @param closing is told once, when it is closed
    static Exit open(Place place, Server serving, Consumer<Exit> closing) throws IOException {
        var exit = new Exit(place, listen(place), serving, closing);
        Thread.ofVirtual().name("egress").start(exit::accept);
        Thread.ofVirtual().name("egress-clock").start(exit::watch);
        return exit;
    }

    private static ServerSocketChannel listen(Place place) throws IOException {
        return switch (place) {
            case Place.Socket(var path) -> {
                Files.deleteIfExists(path);
                var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                try {
                    server.bind(UnixDomainSocketAddress.of(path), MOST);
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString("rw-rw-rw-"));
                } catch (IOException e) {
                    server.close();
                    throw e;
                }
                yield server;
            }
            case Place.Address(var address, _) -> {
                var server = ServerSocketChannel.open();
                try {
                    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    server.bind(address, MOST);
                } catch (IOException e) {
                    server.close();
                    throw e;
                }
                yield server;
            }
        };
    }

    private void accept() {
        while (!closed) {
            try {
                take(server.accept());
            } catch (IOException e) {
                if (!closed) {
                    log.warn("No connection was taken at {}: {}", place, e.toString());
                    rest(LOOK);
                }
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        reached.countDown();
        if (!admits(channel) || lines.size() >= MOST) {
            channel.close();
            return;
        }
        if (place instanceof Place.Address) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        var line = new Line(channel);
        int open = lines.size() + 1;
        var thread = Thread.ofVirtual().name("egress-line").unstarted(() -> serve(line, open));
        lines.put(line, thread);
        thread.start();
        if (closed) {
            line.close();
        }
    }

    private boolean admits(SocketChannel channel) throws IOException {
        return switch (place) {
            // Who gets to the socket was let in by the relay, which has looked.
            case Place.Socket _ -> true;
            case Place.Address(_, var client) ->
                    channel.getRemoteAddress() instanceof InetSocketAddress from
                            && client.equals(from.getAddress().getHostAddress());
        };
    }

    private void serve(Line line, int open) {
        try (line) {
            serving.serve(line, open);
        } catch (IOException e) {
            log.debug("A connection out of a sandbox broke off: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("A connection out of a sandbox failed", e);
        } finally {
            lines.remove(line);
        }
    }

    private void watch() {
        while (!closed) {
            rest(LOOK);
            long now = System.nanoTime();
            lines.keySet().forEach(it -> it.look(now));
        }
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int lines() {
        return lines.size();
    }

    /// Waits for the connections of a closed one to have been served.
    void awaitServed(Duration limit) throws InterruptedException {
        for (var thread : List.copyOf(lines.values())) {
            var _ = thread.join(limit);
        }
    }

    @Override
    public boolean awaitReached(Duration limit) throws InterruptedException {
        return reached.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            server.close();
            if (place instanceof Place.Socket(var path)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            log.warn("{} does not close: {}", place, e.toString());
        }
        lines.keySet().forEach(Line::close);
        closing.accept(this);
    }
}
