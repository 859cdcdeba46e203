package ai.openclaw.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The Docker Engine spoken to with nothing in between: the floor that the gateway is measured
/// against.
final class RawEngine implements AutoCloseable {

    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final String VERSION = "/v1.41";

    /// A request for a container that prints one line and ends, and the options of its network.
    record Flags(ObjectNode create, @Nullable JsonNode network) {}

    private final Flags flags;
    private final BlockingQueue<String> networks = new LinkedBlockingQueue<>();

    private RawEngine(Flags flags) {
        this.flags = flags;
    }

    /// Makes the networks for so many containers at a time, each alone in its own.
    static RawEngine open(Flags flags, int parallelism) throws IOException {
        var engine = new RawEngine(flags);
        for (int i = 0; i < parallelism; i++) {
            engine.networks.add(flags.network == null ? "none" : network(flags.network, i));
        }
        return engine;
    }

    private static String network(JsonNode like, int number) throws IOException {
        var subnet = Map.of("Subnet", "10.215." + number + ".0/29");
        var create =
                Map.of(
                        "Name",
                        "openclaw-bench-" + number,
                        "Internal",
                        true,
                        "Options",
                        like.get("Options"),
                        "IPAM",
                        Map.of("Config", List.of(subnet)));
        return call("POST", "/networks/create", create).get("Id").asString();
    }

    /// One of its networks, for somebody else's container.
    String network() {
        return networks.element();
    }

    /// One whole life of a container, and what it left removed.
    ///
    /// @return the milliseconds until its first output byte
    double start() throws IOException, InterruptedException {
        var network = networks.take();
        try {
            var create = flags.create.deepCopy();
            ((ObjectNode) create.get("HostConfig")).put("NetworkMode", network);
            long began = System.nanoTime();
            var id = untilFirstByte(create);
            double millis = (System.nanoTime() - began) / 1e6;
            call("DELETE", "/containers/" + id + "?force=1&v=1", null);
            return millis;
        } finally {
            networks.add(network);
        }
    }

    @Override
    public void close() throws IOException {
        if (flags.network != null) {
            for (var network : networks) {
                call("DELETE", "/networks/" + network, null);
            }
        }
    }

    static JsonNode call(String method, String path, @Nullable Object body) throws IOException {
        try (var channel = connect()) {
            // HTTP/1.0, so that the answer ends with the connection and is not chunked
            send(channel, method, path, "HTTP/1.0", "", body);
            var answer = readAll(channel);
            int end = answer.indexOf("\r\n\r\n");
            var status = answer.substring(9, 12);
            var text = answer.substring(end + 4);
            if (!status.startsWith("2")) {
                throw new IOException(method + " " + path + ": " + status + " " + text);
            }
            return Api.JSON.readTree(text.isBlank() ? "null" : text);
        }
    }

    /// The flags of a container that the gateway made, its labels and name apart, and of its lane.
    static Flags flags(String container) throws IOException {
        var inspected = call("GET", "/containers/" + container + "/json", null);
        var create = (ObjectNode) inspected.get("Config").deepCopy();
        create.put("OpenStdin", false).put("AttachStdin", false).put("StdinOnce", false);
        create.remove("Hostname");
        create.set("Entrypoint", Api.JSON.valueToTree(List.of("/bin/sh", "-c", "echo up")));
        create.set("Cmd", Api.JSON.valueToTree(List.of()));
        create.set("Labels", Api.JSON.createObjectNode());
        var host = (ObjectNode) inspected.get("HostConfig").deepCopy();
        host.set(
                "Mounts",
                Api.JSON.valueToTree(List.of(Map.of("Type", "volume", "Target", "/workspace"))));
        host.putNull("Binds");
        var lane = host.get("NetworkMode").asString();
        create.set("HostConfig", host);
        return new Flags(
                create, "none".equals(lane) ? null : call("GET", "/networks/" + lane, null));
    }

    /// Creates, attaches, starts, and returns when the first output byte is there.
    ///
    /// @return the container's id
    static String untilFirstByte(JsonNode create) throws IOException {
        var id = call("POST", "/containers/create", create).get("Id").asString();
        try (var attached = connect()) {
            send(
                    attached,
                    "POST",
                    "/containers/" + id + "/attach?stream=1&stdout=1&stderr=1",
                    "HTTP/1.1",
                    "Connection: Upgrade\r\nUpgrade: tcp\r\n",
                    null);
            readHead(attached);
            call("POST", "/containers/" + id + "/start", null);
            attached.read(ByteBuffer.allocate(9));
        }
        return id;
    }

    private static SocketChannel connect() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(SOCKET));
        return channel;
    }

    private static void send(
            SocketChannel channel,
            String method,
            String path,
            String protocol,
            String headers,
            @Nullable Object body)
            throws IOException {
        var content =
                body == null
                        ? new byte[0]
                        : Api.JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        var head =
                method
                        + " "
                        + VERSION
                        + path
                        + " "
                        + protocol
                        + "\r\nHost: docker\r\n"
                        + headers
                        + "Content-Type: application/json\r\nContent-Length: "
                        + content.length
                        + "\r\n\r\n";
        var bytes = new ByteArrayOutputStream();
        bytes.write(head.getBytes(StandardCharsets.US_ASCII));
        bytes.write(content);
        var buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static void readHead(SocketChannel channel) throws IOException {
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0 && channel.read(one.clear()) > 0) {
            head.append((char) one.get(0));
        }
    }
}
