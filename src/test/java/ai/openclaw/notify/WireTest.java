package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.OpenInternet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What reaches a receiver and what does not, over real connections.
class WireTest {

    private static final Duration LONG = Duration.ofSeconds(15);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.19.0.1",
                "224.0.0.1",
                "239.255.255.250",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::c0a8:101",
                "64:ff9b:1::808:808",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1"
            })
    void addressesOfNobodyElseAreRefusedAfterTheNameIsLookedUp(String address) throws IOException {
        var meant = InetAddress.ofLiteral(address);
        try (var wire = wire(List.of(), _ -> new InetAddress[] {meant}, LONG)) {
            assertThat(said(wire.post("http://receiver.test/x", Map.of(), "{}")))
                    .contains("webhooks may not go to");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void addressesOfTheInternetAreNot(String address) {
        assertThat(OpenInternet.holds(InetAddress.ofLiteral(address))).isTrue();
        assertThat(OpenInternet.holds(InetAddress.ofLiteral("64:ff9b::8.8.8.8"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "2130706433",
                "127.1",
                "[::ffff:127.0.0.1]",
                "[::1]",
                "[0:0:0:0:0:0:0:1]"
            })
    void noWayOfWritingLoopbackGetsThere(String host) throws IOException {
        try (var receiver = new Receiver();
                var wire = wire(List.of(), InetAddress::getAllByName, LONG)) {
            var url = "http://" + host + ":" + receiver.port() + "/x";
            assertThat(wire.post(url, Map.of(), "{}")).isInstanceOf(Outcome.Failed.class);
            assertThat(receiver.got).isEmpty();
        }
    }

    @Test
    void nameIsLookedUpOnceAndThatAddressIsConnectedTo() throws IOException {
        var lookUps = new AtomicInteger();
        OpenAddresses.Names names =
                _ ->
                        new InetAddress[] {
                            InetAddress.ofLiteral(
                                    lookUps.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")
                        };
        try (var receiver = new Receiver();
                var inside = new Receiver("127.0.0.2", receiver.port());
                var wire = wire(List.of("127.0.0.1/32"), names, LONG)) {
            var url = "http://receiver.test:" + receiver.port() + "/x";

            assertThat(wire.post(url, Map.of(), "{}").delivered()).isTrue();
            assertThat(lookUps).hasValue(1);
            assertThat(receiver.got.getFirst().header("Host"))
                    .isEqualTo("receiver.test:" + receiver.port());
            // The name means the other one from now on.
            assertThat(said(wire.post(url, Map.of(), "{}"))).contains("webhooks may not go to");
            assertThat(receiver.got).hasSize(1);
            assertThat(inside.got).isEmpty();
        }
    }

    @Test
    void ofSeveralAddressesOnlyPermittedOnesAreTried() throws IOException {
        try (var receiver = new Receiver();
                var inside = new Receiver("127.0.0.2", receiver.port());
                var wire =
                        wire(
                                List.of("127.0.0.1/32"),
                                _ ->
                                        new InetAddress[] {
                                            InetAddress.ofLiteral("127.0.0.2"),
                                            InetAddress.ofLiteral("127.0.0.1")
                                        },
                                LONG)) {
            var url = "http://receiver.test:" + receiver.port() + "/x";
            assertThat(wire.post(url, Map.of(), "{}").delivered()).isTrue();
            assertThat(inside.got).isEmpty();
        }
    }

    @Test
    void hostMayBeAllowedByName() throws IOException {
        try (var receiver = new Receiver();
                var wire =
                        wire(
                                List.of("Receiver.test"),
                                _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")},
                                LONG)) {
            var port = receiver.port();
            assertThat(wire.post("http://receiver.test:" + port, Map.of(), "{}").delivered())
                    .isTrue();
            assertThat(wire.post("http://other.test:" + port, Map.of(), "{}").delivered())
                    .isFalse();
        }
    }

    @Test
    void redirectIsAnAnswerAndNotFollowed() throws IOException {
        try (var receiver = new Receiver();
                var wire = wire(List.of("127.0.0.0/8"), InetAddress::getAllByName, LONG)) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                receiver.answers.add(status);
                var outcome = wire.post(receiver.url("/x"), Map.of(), "{}");
                assertThat(outcome).isInstanceOf(Outcome.Answered.class);
                assertThat(outcome.delivered()).isFalse();
            }
            assertThat(receiver.got)
                    .extracting(Receiver.Got::path)
                    .containsExactly("/x", "/x", "/x", "/x", "/x");
        }
    }

    @Test
    void whoNeverAnswersOrNeverEndsIsLeft() throws IOException {
        var shortly = Duration.ofMillis(500);
        try (var wire = wire(List.of("127.0.0.0/8"), InetAddress::getAllByName, shortly)) {
            assertThat(said(talk(wire, ""))).isEqualTo("No answer within 0.5 s.");
            assertThat(said(talk(wire, "HTTP/1.1 200 OK\r\nX: "))).contains("No answer within");
            assertThat(talk(wire, "HTTP/1.1 200 OK\r\n\r\nslow").delivered()).isTrue();
            assertThat(said(talk(wire, "HTTP/1.1 200 OK\r\nX: " + "y".repeat(20_000))))
                    .isNotEmpty();
        }
    }

    @Test
    void ofEndlessAnswersTheBeginningIsRead() throws IOException {
        try (var wire = wire(List.of("127.0.0.0/8"), InetAddress::getAllByName, LONG)) {
            var outcome = talk(wire, "HTTP/1.1 500 No\r\n\r\n" + "z".repeat(100_000));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            it -> {
                                assertThat(it.status()).isEqualTo(500);
                                assertThat(it.beginning()).isEqualTo("z".repeat(1024));
                            });
        }
    }

    /// Posts to a server that says this and then nothing, and does not hang up.
    private static Outcome talk(Wire wire, String answer) throws IOException {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = server.accept();
                                OutputStream out = socket.getOutputStream()) {
                            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                            out.flush();
                            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                        } catch (IOException e) {
                            // The other side has left.
                        }
                    });
            return wire.post("http://127.0.0.1:" + server.getLocalPort(), Map.of(), "{}");
        }
    }

    private static String said(Outcome outcome) {
        return outcome instanceof Outcome.Failed(String error) ? error : "";
    }

    private static Wire wire(List<String> allow, OpenAddresses.Names names, Duration longest) {
        return new Wire(
                new Reach(new WebhookSettings(allow)),
                names,
                DefaultClientTlsStrategy.createDefault(),
                longest);
    }
}
