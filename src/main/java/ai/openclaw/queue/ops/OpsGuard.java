package ai.openclaw.queue.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.openclaw.auth.Visitors;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who comes in and what they may do: admins with a session or an API token, from our own page, to
/// look. JobRunr's dashboard knows no users, trusts every page that a browser has open, and would
/// requeue jobs past the tasks' states.
final class OpsGuard extends Filter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpsGuard.class);

    /// Connections nowhere but here: the page would ask its makers for news. Inline styles are its
    /// own way of styling.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
                    + " data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri"
                    + " 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Set<String> LOOKING = Set.of("GET", "HEAD");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /// How long a stream outlives its session at most: a browser comes back by itself, and is then
    /// asked again.
    private static final int STREAM_SECONDS = 120;

    private final OpsSettings settings;
    private final Visitors visitors;
    private final IntSupplier dashboardPort;
    private final ScheduledExecutorService ends =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("ops-streams").factory());

    OpsGuard(OpsSettings settings, Visitors visitors, IntSupplier dashboardPort) {
        this.settings = settings;
        this.visitors = visitors;
        this.dashboardPort = dashboardPort;
    }

    private record Refusal(int status, String title, String cure) {}

    @Override
    public String description() {
        return "sign-in, origin and method";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        var refusal = refusal(exchange);
        if (refusal != null) {
            refuse(exchange, refusal);
            return;
        }
        if (exchange.getRequestURI().getPath().startsWith("/sse/")) {
            var _ = ends.schedule(exchange::close, STREAM_SECONDS, TimeUnit.SECONDS);
        }
        chain.doFilter(exchange);
    }

    private @Nullable Refusal refusal(HttpExchange exchange) {
        if (!asksForUs(exchange)) {
            return new Refusal(
                    403,
                    "This is not a name of this gateway.",
                    "Use http://127.0.0.1 with its port, or name the host in OPENCLAW_OPS_HOSTS.");
        }
        if (foreignPage(exchange)) {
            return new Refusal(403, "Another page asked for this.", "Open it yourself.");
        }
        try {
            var request = exchange.getRequestHeaders();
            var who = visitors.admin(request.getFirst("Cookie"), request.getFirst("Authorization"));
            if (who.isEmpty()) {
                return new Refusal(
                        401, "Sign in first.", dashboard(exchange, dashboardPort) + "/sign-in");
            }
        } catch (RuntimeException e) {
            log.warn("Nobody is let in to JobRunr's dashboard: {}", e.toString());
            return new Refusal(503, "The database does not answer.", "Try again shortly.");
        }
        return LOOKING.contains(exchange.getRequestMethod())
                ? null
                : new Refusal(
                        405,
                        "Jobs are not changed here.",
                        "Cancel and retry tasks: " + dashboard(exchange, dashboardPort));
    }

    /// A page elsewhere can have its own name resolve to this address, but not change the name that
    /// the browser then asks for.
    private boolean asksForUs(HttpExchange exchange) {
        return host(exchange)
                .filter(name ->
                        LOOPBACK.contains(name)
                                || settings.hosts().stream().anyMatch(name::equalsIgnoreCase)
                                || isAddress(name, exchange.getLocalAddress().getAddress()))
                .isPresent();
    }

    private static boolean isAddress(String name, InetAddress own) {
        // Nothing that would be looked up.
        if (!name.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")) {
            return false;
        }
        try {
            return InetAddress.getByName(name).equals(own);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Optional<String> host(HttpExchange exchange) {
        var hosts = exchange.getRequestHeaders().get("Host");
        if (hosts == null || hosts.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(URI.create("http://" + hosts.getFirst()).getHost())
                    .map(it -> it.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A link to here is fine from anywhere; what a page fetches must be our own page's.
    private static boolean foreignPage(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        var origin = headers.getFirst("Origin");
        if (origin != null
                && !origin.equalsIgnoreCase("http://" + headers.getFirst("Host"))
                && !origin.equalsIgnoreCase("https://" + headers.getFirst("Host"))) {
            return true;
        }
        var site = headers.getFirst("Sec-Fetch-Site");
        boolean link =
                "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                        && "document".equals(headers.getFirst("Sec-Fetch-Dest"))
                        && LOOKING.contains(exchange.getRequestMethod());
        return site != null && !Set.of("same-origin", "none").contains(site) && !link;
    }

    /// The address of our own dashboard, by the name under which this one was asked for.
    static String dashboard(HttpExchange exchange, IntSupplier port) {
        return "http://" + host(exchange).orElse("127.0.0.1") + ":" + port.getAsInt();
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        try (exchange) {
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "text/plain; charset=utf-8");
            if (refusal.status() == 405) {
                headers.set("Allow", "GET, HEAD");
            }
            var body = (refusal.title() + "\n" + refusal.cure() + "\n").getBytes(UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(refusal.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        ends.shutdownNow();
    }
}
