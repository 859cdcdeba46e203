package ai.openclaw.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A provider on loopback that says what a test has it say.
public final class ScriptedProvider implements AutoCloseable {

    /// How a request is answered.
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange, byte[] body) throws IOException;
    }

    /// What came in.
    public record Seen(String path, Map<String, List<String>> headers, String text) {

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    public ScriptedProvider() {
        this("127.0.0.1");
    }

    /// @param address of loopback, IPv4
    public ScriptedProvider(String address) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral(address), 0), 300);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var headers = new ConcurrentHashMap<String, List<String>>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
            seen.add(
                    new Seen(
                            exchange.getRequestURI().toString(),
                            headers,
                            new String(body, StandardCharsets.UTF_8)));
            var answer = answers.get(exchange.getRequestURI().getPath());
            if (answer == null) {
                reply(404, "text/plain", "nothing is scripted here").to(exchange, body);
            } else {
                answer.to(exchange, body);
            }
        }
    }

    public ScriptedProvider on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    public String url() {
        return "http://"
                + server.getAddress().getAddress().getHostAddress()
                + ":"
                + server.getAddress().getPort();
    }

    /// All requests so far, in order.
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Seen latest() {
        return seen.getLast();
    }

    /// An answer in one piece.
    public static Answer reply(int status, String type, String body) {
        return (exchange, _) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public static Answer json(String body) {
        return reply(200, "application/json", body);
    }

    /// A stream of events, each sent by itself.
    public static Answer stream(String events) {
        return (exchange, _) -> {
            var out = begin(exchange);
            for (String event : events.split("(?<=\n\n)", -1)) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        };
    }

    /// The head of a stream.
    public static OutputStream begin(HttpExchange exchange) throws IOException {
        return begin(exchange, 0);
    }

    /// The head of a stream of which so many bytes are announced.
    static OutputStream begin(HttpExchange exchange, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, length);
        return exchange.getResponseBody();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
