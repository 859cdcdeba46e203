package ai.openclaw.queue.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;
import org.springframework.core.io.ClassPathResource;

/// JobRunr's page with a way back, and without the buttons that would change jobs behind the back
/// of the tasks' own states. Its files go out as they are.
final class OpsPages implements HttpHandler {

    static final String STYLE = "/openclaw/ops.css";

    private static final String PAGE = "org/jobrunr/dashboard/frontend/build/index.html";

    private final HttpHandler files;
    private final IntSupplier dashboardPort;
    private final String page = text(PAGE);
    private final byte[] style = text("ops/ops.css").getBytes(UTF_8);

    OpsPages(HttpHandler files, IntSupplier dashboardPort) {
        this.files = files;
        this.dashboardPort = dashboardPort;
        if (!page.contains("</head>") || !page.contains("<body>")) {
            throw new IllegalStateException(PAGE + " is not the page that it was");
        }
    }

    private static String text(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every path without a file's ending is the page: its script reads the path.
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.substring(path.lastIndexOf('/')).contains(".") && !path.endsWith(".html")) {
            files.handle(exchange);
            return;
        }
        var home = OpsGuard.dashboard(exchange, dashboardPort);
        send(
                exchange,
                "text/html; charset=utf-8",
                page.replace("</head>", "<link rel=\"stylesheet\" href=\"" + STYLE + "\"></head>")
                        .replace(
                                "<body>",
                                "<body><a class=\"to-openclaw\" href=\"" + home + "\">OpenClaw</a>")
                        .getBytes(UTF_8));
    }

    void style(HttpExchange exchange) throws IOException {
        send(exchange, "text/css; charset=utf-8", style);
    }

    static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
