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
                Thread.ofVirtual().start(() -> pass(client, target));
                Thread.ofVirtual().start(() -> pass(target, client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /// Passes bytes on until one side ends.
    static void pass(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
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
