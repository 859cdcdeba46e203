package ai.openclaw.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A registry on loopback with one image of one layer, a megabyte that no engine has seen before.
/// The second half of it waits until the test lets it go.
public final class TinyRegistry implements Closeable {

    private static final byte TLS_HANDSHAKE = 0x16;

    private final HttpServer server;
    private final ServerSocketChannel front = ServerSocketChannel.open();
    private final byte[] manifest;
    private final Map<String, byte[]> blobs;
    private final String layer;
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    final AtomicInteger layerRequests = new AtomicInteger();

    /// Completes when the engine has dropped all its connections half way.
    public final CompletableFuture<Void> dropped = new CompletableFuture<>();

    /// Completes when half of the layer has gone out.
    public final CompletableFuture<Void> half = new CompletableFuture<>();

    public TinyRegistry() throws IOException {
        byte[] tar = tar();
        byte[] packed = gzip(tar);
        byte[] config =
                """
                {"architecture": "amd64", "os": "linux",
                 "config": {"Labels": {"ai.openclaw.workspace": "10001:10001"}},
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
                """
                        .formatted(digest(tar))
                        .getBytes(UTF_8);
        layer = digest(packed);
        manifest =
                """
                {"schemaVersion": 2,
                 "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                 "config": {"mediaType": "application/vnd.docker.container.image.v1+json",
                            "size": %d, "digest": "%s"},
                 "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
                             "size": %d, "digest": "%s"}]}
                """
                        .formatted(config.length, digest(config), packed.length, layer)
                        .getBytes(UTF_8);
        blobs = Map.of(digest(config), config, layer, packed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v2/", this::answer);
        server.start();
        front.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::accept);
    }

    public String image() {
        return repository() + ":latest";
    }

    String repository() {
        return "127.0.0.1:" + front.socket().getLocalPort() + "/tiny";
    }

    String manifestDigest() {
        return digest(manifest);
    }

    public void release() {
        release.countDown();
    }

    /// Engines try TLS first, and the server behind would let them wait for ten seconds.
    private void accept() {
        try {
            while (true) {
                var client = front.accept();
                Thread.ofVirtual().start(() -> greet(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void greet(SocketChannel client) {
        try {
            var first = ByteBuffer.allocate(4096);
            if (client.read(first) <= 0 || first.get(0) == TLS_HANDSHAKE) {
                client.close();
                return;
            }
            var behind = SocketChannel.open(server.getAddress());
            behind.write(first.flip());
            Thread.ofVirtual().start(() -> CuttableLine.pass(behind, client));
            open.incrementAndGet();
            CuttableLine.pass(client, behind);
            if (open.decrementAndGet() == 0 && release.getCount() > 0) {
                dropped.complete(null);
            }
            client.close();
            behind.close();
        } catch (IOException e) {
            // The engine has left.
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        try (exchange) {
            if (path.equals("/v2/")) {
                exchange.sendResponseHeaders(200, -1);
            } else if (path.startsWith("/v2/tiny/manifests/")) {
                exchange.getResponseHeaders()
                        .set(
                                "Content-Type",
                                "application/vnd.docker.distribution.manifest.v2+json");
                exchange.getResponseHeaders().set("Docker-Content-Digest", manifestDigest());
                send(exchange, manifest);
            } else if (last.equals(layer)) {
                layerRequests.incrementAndGet();
                sendInHalves(exchange, blobs.getOrDefault(last, new byte[0]));
            } else if (blobs.containsKey(last)) {
                send(exchange, blobs.getOrDefault(last, new byte[0]));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void sendInHalves(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        var out = exchange.getResponseBody();
        int middle = body.length / 2;
        out.write(body, 0, middle);
        out.flush();
        half.complete(null);
        try {
            release.await();
            out.write(body, middle, body.length - middle);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static byte[] tar() throws IOException {
        var content = new byte[1 << 20];
        RandomGenerator.getDefault().nextBytes(content);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("noise");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        release();
        front.close();
        server.stop(0);
    }
}
