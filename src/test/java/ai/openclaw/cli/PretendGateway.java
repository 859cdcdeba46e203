package ai.openclaw.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A gateway on loopback that answers what a test says, and remembers what it was asked.
final class PretendGateway implements AutoCloseable {

    /// What was asked.
    ///
    /// @param body a character per byte
    record Asked(String method, String path, Map<String, String> headers, String body) {

        byte[] bytes() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    /// What a command did.
    record Done(int code, String out, String err) {}

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    final List<Asked> asked = new ArrayList<>();
    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final HttpServer server;
    private final Path directory;

    PretendGateway(Path directory) throws IOException {
        this.directory = directory;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// Answers this call so; said twice, the second counts from the second call on.
    PretendGateway on(String call, int status, String body) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        return on(call, e -> send(e, status, type, body));
    }

    synchronized PretendGateway on(String call, Answer answer) {
        answers.computeIfAbsent(call, c -> new ArrayList<>()).add(answer);
        return this;
    }

    synchronized void forget(String call) {
        answers.remove(call);
    }

    synchronized Asked last() {
        return asked.getLast();
    }

    synchronized List<Asked> asked(String method, String path) {
        return asked.stream()
                .filter(a -> a.method().equals(method) && a.path().startsWith(path))
                .toList();
    }

    Done run(String... args) {
        return run(false, "", args);
    }

    Done run(boolean tty, String input, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Cli.run(terminal(tty, input, out, err), env(), directory, args);
        return new Done(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    GatewayClient client() {
        return new GatewayClient(GatewayAddress.from(env(), directory));
    }

    /// One that nobody types at, with both its outputs in one place.
    Terminal terminal(ByteArrayOutputStream said) {
        return terminal(false, "", said, said);
    }

    private Map<String, String> env() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        return Map.of("OPENCLAW_GATEWAY_URL", url, "OPENCLAW_GATEWAY_TOKEN", "oc_test");
    }

    private static Terminal terminal(
            boolean tty, String input, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                tty,
                false,
                false);
    }

    static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            String body = new String(bytes, StandardCharsets.ISO_8859_1);
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders().forEach((k, v) -> headers.put(k, v.getFirst()));
            String path = exchange.getRequestURI().toString();
            String method = exchange.getRequestMethod();
            Answer answer = take(new Asked(method, path, headers, body));
            if (answer == null) {
                send(exchange, 404, "application/problem+json", "{\"title\": \"Not Found\"}");
            } else {
                answer.to(exchange);
            }
        }
    }

    private synchronized @Nullable Answer take(Asked call) {
        asked.add(call);
        String path = call.path().replaceFirst("\\?.*", "");
        var these = answers.getOrDefault(call.method() + " " + path, List.of());
        if (these.isEmpty()) {
            return null;
        }
        return these.size() > 1 ? these.removeFirst() : these.getFirst();
    }
}
