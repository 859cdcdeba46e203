package ai.openclaw.sandbox.docker;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// A Unix socket that passes everything on to the engine, until it is cut: then all connections end
/// and new ones end at once, as with an engine that died.
final class CuttableLine implements Closeable {

    private final Path path;
    private final DockerAddress engine;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    CuttableLine(Path path, DockerAddress engine) throws IOException {
        this.path = path;
        this.engine = engine;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().start(this::accept);
    }

    DockerAddress address() {
        return new DockerAddress.Unix(path);
    }

    void cut() throws IOException {
        cut = true;
        for (var channel : open) {
            channel.close();
        }
        open.clear();
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                var target = engine.connect();
                open.add(client);
                open.add(target);
                Thread.ofVirtual().start(() -> pass(client, target, () -> cut));
                Thread.ofVirtual().start(() -> pass(target, client, () -> cut));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    static void pass(SocketChannel from, SocketChannel to) {
        pass(from, to, () -> false);
    }

    /// Passes bytes on until one side ends, or until the cut, whichever connection it comes to
    /// first.
    private static void pass(SocketChannel from, SocketChannel to, BooleanSupplier cut) {
        var buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining() && !cut.getAsBoolean()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has left, or the line was cut.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
