package ai.openclaw.egress;

import static ai.openclaw.egress.ProxyClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.agent.AllowedHost;
import ai.openclaw.auth.TaskCaller;
import ai.openclaw.base.AddressRange;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.EgressDoor;
import ai.openclaw.sandbox.LaneDoor.Place;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The proxy over real connections, from a client that says what it likes to servers on loopback.
class EgressProxyTest {

    private static final String TOKEN = "oct_the-token-of-this-attempt";
    private static final UUID SANDBOX = UUID.randomUUID();
    private static final String BASIC =
            "Proxy-Authorization: Basic "
                    + Base64.getEncoder()
                            .encodeToString(("task:" + TOKEN).getBytes(StandardCharsets.UTF_8))
                    + "\r\n";

    private final List<Map<String, Object>> notes = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer web;
    private ServerSocket raw;
    private EgressProxy proxy;
    private EgressDoor.Entry entry;
    private int port;

    @BeforeEach
    void open() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        web = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        web.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    seen.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().entrySet()
                                    + " "
                                    + body.length);
                    byte[] answer = "hello from outside".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        web.start();
        raw = new ServerSocket(0, 10, loopback);
        var caller =
                new TaskCaller(
                        new TaskId(Ids.next()),
                        new AttemptId(Ids.next()),
                        1,
                        "surfer",
                        1,
                        null,
                        SANDBOX);
        var allowed =
                List.of(
                        AllowedHost.parse("web.test:" + web.getAddress().getPort()).orElseThrow(),
                        AllowedHost.parse("*.raw.test:" + raw.getLocalPort()).orElseThrow(),
                        AllowedHost.parse("inside.test").orElseThrow());
        var guard =
                new Guard(
                        (token, sandbox) ->
                                token.equals(TOKEN) && sandbox.equals(SANDBOX)
                                        ? Optional.of(caller)
                                        : Optional.empty(),
                        _ -> allowed);
        var resolver =
                new Resolver(EgressProxyTest::lookUp, List.of(AddressRange.of("127.0.0.1/32")));
        proxy =
                new EgressProxy(
                        guard,
                        resolver,
                        new EgressSettings(
                                List.of(), 4, Duration.ofSeconds(5), Duration.ofSeconds(20)),
                        (_, kind, detail) -> {
                            var note = new HashMap<>(detail);
                            note.put("kind", kind);
                            notes.add(note);
                        },
                        new SimpleMeterRegistry());
        port = ProxyClient.freePort();
        entry =
                proxy.open(
                        new Place.Address(new InetSocketAddress(loopback, port), "127.0.0.1"),
                        SANDBOX);
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        return switch (host) {
            case "web.test", "a.raw.test", "b.raw.test" ->
                    new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
            case "inside.test" -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.7")};
            default -> throw new UnknownHostException(host);
        };
    }

    @AfterEach
    void close() throws Exception {
        entry.close();
        proxy.destroy();
        web.stop(0);
        raw.close();
    }

    @Test
    void plainHttpReachesAnAllowedHostWithoutTheToken() throws Exception {
        String answer = ask(get("web.test:" + web.getAddress().getPort(), BASIC + "X-Mine: 1\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("hello from outside");
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst())
                .startsWith("GET /some/where?x=1 ")
                .contains("X-mine=[1]", "web.test:")
                .doesNotContainIgnoringCase("proxy-authorization")
                .doesNotContain(TOKEN);
        entry.close();
        await().atMost(Duration.ofSeconds(5)).until(() -> kinds().contains("egress.total"));
        assertThat(kinds()).containsExactly("egress.allowed", "egress.total");
        assertThat(notes.getLast())
                .containsEntry("host", "web.test")
                .containsEntry("connections", 1L);
        assertThat((Long) notes.getLast().get("bytesReceived")).isGreaterThan(18);
    }

    @Test
    void bodiesPassHoweverTheyAreFramed() throws Exception {
        String host = "web.test:" + web.getAddress().getPort();
        String chunked =
                "POST http://%s/c HTTP/1.1\r\nHost: %s\r\n%sTransfer-Encoding: chunked\r\n\r\n"
                                .formatted(host, host, BASIC)
                        + "5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";
        assertThat(ask(chunked)).startsWith("HTTP/1.1 200");
        String known =
                "POST http://%s/k HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 3000000\r\n\r\n"
                                .formatted(host, host, BASIC)
                        + "x".repeat(3_000_000);
        assertThat(ask(known)).startsWith("HTTP/1.1 200");
        assertThat(seen.get(0)).startsWith("POST /c").endsWith(" 15");
        assertThat(seen.get(1)).startsWith("POST /k").endsWith(" 3000000");
    }

    @Test
    void whatTheAgentDoesNotAllowIsRefusedWithTheCureAndInTheTimelineOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(ask(get("other.test", BASIC)))
                    .startsWith("HTTP/1.1 403")
                    .contains("surfer does not allow other.test:80", "\"allow\":\"other.test\"");
        }
        assertThat(ask(get("raw.test:" + raw.getLocalPort(), BASIC))).startsWith("HTTP/1.1 403");
        assertThat(kinds()).containsExactly("egress.denied", "egress.denied");
        assertThat(notes.getFirst())
                .containsEntry("allow", "other.test")
                .containsEntry("warning", true);
    }

    @Test
    void anAllowedNameThatLeadsInsideIsRefused() throws Exception {
        assertThat(ask(get("inside.test", BASIC)))
                .startsWith("HTTP/1.1 403")
                .contains("egress-closed-address");
        assertThat(notes.getFirst()).containsEntry("reason", "closed-address");
    }

    @Test
    void withoutTheTokenNothingGoes() throws Exception {
        String host = "web.test:" + web.getAddress().getPort();
        assertThat(ask(get(host, ""))).startsWith("HTTP/1.1 407");
        assertThat(ask(get(host, "Proxy-Authorization: Basic !!!\r\n"))).startsWith("HTTP/1.1 407");
        assertThat(ask(get(host, "Proxy-Authorization: Bearer oct_other\r\n")))
                .startsWith("HTTP/1.1 407");
        assertThat(seen).isEmpty();
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Content-Length: +4\r\n",
                "Content-Length : 4\r\n",
                "X: 1\r\n folded: 2\r\n",
                "X: a\rb\r\n",
                "Host: another.test\r\n"
            })
    void whatTwoReadersCouldReadInTwoWaysIsRefused(String fields) throws Exception {
        String host = "web.test:" + web.getAddress().getPort();
        assertThat(ask(get(host, BASIC + fields))).startsWith("HTTP/1.1 400");
        assertThat(seen).isEmpty();
    }

    @Test
    void aTunnelCarriesTlsForItsHostBothWays() throws Exception {
        byte[] hello = Hellos.of("a.raw.test");
        try (var client = new ProxyClient(port).connect("a.raw.test:" + raw.getLocalPort(), BASIC);
                var server = hear(client, hello)) {
            assertThat(server.getInputStream().readNBytes(hello.length)).isEqualTo(hello);
            server.getOutputStream().write("back".getBytes(StandardCharsets.UTF_8));
            assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("back");
            client.getOutputStream().write("more".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).asString().isEqualTo("more");
        }
    }

    @Test
    void aTunnelForAnotherNameOrWithoutTlsIsEndedBeforeAnybodyIsConnectedTo() throws Exception {
        raw.setSoTimeout(300);
        for (byte[] first :
                List.of(
                        Hellos.of("b.raw.test"),
                        Hellos.of(null),
                        "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8))) {
            try (var client =
                    new ProxyClient(port).connect("a.raw.test:" + raw.getLocalPort(), BASIC)) {
                client.getOutputStream().write(first);
                client.shutdownOutput();
                byte[] alert = client.getInputStream().readAllBytes();
                assertThat(alert).startsWith(21, 3, 3, 0, 2, 2);
            }
        }
        assertThat(kinds()).containsOnly("egress.denied").hasSize(2);
        assertThatThrownBy(() -> raw.accept()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void oneSandboxHasOnlySoManyConnections() throws Exception {
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 4; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() ->
                            assertThat(ask(get("web.test:" + web.getAddress().getPort(), BASIC)))
                                    .startsWith("HTTP/1.1 503"));
            assertThat(seen).isEmpty();
        } finally {
            for (var it : open) {
                it.close();
            }
        }
    }

    private List<Object> kinds() {
        return notes.stream().map(it -> it.get("kind")).toList();
    }

    private String ask(String request) throws IOException {
        return new ProxyClient(port).ask(request);
    }

    private Socket hear(Socket client, byte[] first) throws IOException {
        client.getOutputStream().write(first);
        var server = raw.accept();
        server.setSoTimeout(10_000);
        return server;
    }
}
