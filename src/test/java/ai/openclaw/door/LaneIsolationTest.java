package ai.openclaw.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.NetworkMode;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a sandbox reaches where the gateway is a process of the host: the gateway's sandbox port
/// and nothing else.
class LaneIsolationTest {

    @TempDir static Path directory;
    private static TestLanes lanes;

    @BeforeAll
    static void start() {
        lanes = new TestLanes(directory.resolve("home"), TestLanes.marks(), 8);
    }

    @AfterAll
    static void stop() throws Exception {
        lanes.close();
    }

    @Test
    void gatewayAnswersItsSandboxesAndNobodyFindsMoreThere() throws Exception {
        var sandbox = lanes.create(NetworkMode.GATEWAY);

        var said =
                TestLanes.python(
                        sandbox,
                        Attack.ask(
                                List.of(
                                        "GET /healthz",
                                        "POST /healthz",
                                        "GET /api/v1/tasks",
                                        "GET /actuator/health",
                                        "GET /actuator/prometheus",
                                        "GET /",
                                        "GET /v1/models")));

        assertThat(said.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("200 application/json", "UP"),
                        line -> assertThat(line).contains("405 application/problem+json"),
                        Attacked::notFound,
                        Attacked::notFound,
                        Attacked::notFound,
                        Attacked::notFound,
                        Attacked::notFound);
    }

    private static final class Attacked {

        static void notFound(String line) {
            assertThat(line).contains("401 application/problem+json", "/problems/unauthorized");
        }
    }

    /// With the positive controls: the host itself and a container on a plain bridge get through.
    @Test
    void serverOnAllAddressesOfTheHostIsNotReached() throws Exception {
        var hits = new AtomicInteger();
        try (var server = new ServerSocket(0)) {
            serve(server, hits);
            var sandbox = lanes.create(NetworkMode.GATEWAY);
            var lane = TestLanes.lane(sandbox);
            var targets = new ArrayList<String>();
            int port = server.getLocalPort();
            for (String address : hostAddresses()) {
                targets.add(address + " " + port);
            }
            String bridge = lane.gateway().replaceAll("\\d+$", "");
            int last = Integer.parseInt(lane.gateway().substring(bridge.length()));
            targets.add(bridge + (last - 1) + " " + port);
            for (int other : new int[] {port, 22, 80, 2375, 2376, 5432, 18789, 18790, 18792}) {
                targets.add(lane.gateway() + " " + other);
            }
            targets.addAll(
                    List.of("169.254.169.254 80", "1.1.1.1 443", "8.8.8.8 53", "example.org 80"));

            String control = "172.17.0.1 " + port;
            assertThat(outside(Attack.connect(List.of(control)))).contains("reached " + control);
            try (var self =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                assertThat(self.isConnected()).isTrue();
            }
            await().until(() -> hits.get() == 2);

            assertThat(TestLanes.python(sandbox, Attack.connect(targets))).isEqualTo("tried all\n");
            assertThat(hits).hasValue(2);
        }
    }

    @Test
    void twoSandboxesAtOnceExchangeNoByte() throws Exception {
        var listener = lanes.create(NetworkMode.GATEWAY);
        var other = lanes.create(NetworkMode.GATEWAY);
        var heard = new TestLanes.Printed();
        listener.start(
                new Launch(
                        List.of(
                                "python3",
                                "-c",
                                """
                                import select, socket
                                tcp = socket.create_server(("0.0.0.0", 7777))
                                udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                                udp.bind(("0.0.0.0", 7777))
                                with socket.create_connection(("127.0.0.1", 7777)): tcp.accept()
                                print("ready", flush=True)
                                while True:
                                    for s in select.select([tcp, udp], [], [])[0]:
                                        print("heard", flush=True)
                                """),
                        Map.of()),
                heard);
        await().until(() -> heard.text().contains("ready"));
        var lane = TestLanes.lane(listener);
        var targets = new ArrayList<String>();
        for (int port : new int[] {7777, 18791}) {
            targets.add(lane.sandbox() + " " + port);
            targets.add(lane.gateway() + " " + port);
        }

        var said =
                TestLanes.python(
                        other,
                        """
                        import socket
                        for address in ("%s", "%s", "255.255.255.255", "224.0.0.1"):
                            try:
                                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                                s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                                s.sendto(b"hello", (address, 7777))
                            except OSError:
                                pass
                        """
                                        .formatted(lane.sandbox(), lane.gateway())
                                + Attack.connect(targets));

        assertThat(said).isEqualTo("tried all\n");
        assertThat(heard.text()).isEqualTo("ready\n");
    }

    @Test
    void namesAreRefusedAtOnceAndTheGatewayHasOne() throws Exception {
        var sandbox = lanes.create(NetworkMode.GATEWAY);

        var said =
                TestLanes.python(
                        sandbox,
                        """
                        import socket
                        print(socket.gethostbyname("gateway"))
                        try:
                            print(socket.gethostbyname("example.org"))
                        except OSError:
                            print("none")
                        print(open("/proc/net/if_inet6").read().strip() or "no IPv6")
                        """);

        assertThat(said).isEqualTo(TestLanes.lane(sandbox).gateway() + "\nnone\nno IPv6\n");
    }

    @Test
    void sandboxWithoutNetworkHasNone() throws Exception {
        var sandbox = lanes.create(NetworkMode.NONE);

        assertThat(sandbox.reach().lane()).isNull();
        assertThat(
                        TestLanes.python(
                                sandbox,
                                """
                                import os, socket
                                print(os.environ.get("OPENCLAW_GATEWAY_URL"))
                                print([name for _, name in socket.if_nameindex()])
                                """))
                .isEqualTo("None\n['lo']\n");
    }

    /// More connections than are let through at once, and rubbish on each of them.
    @Test
    void floodLeavesTheLaneUsable() throws Exception {
        var sandbox = lanes.create(NetworkMode.GATEWAY);

        var said =
                TestLanes.python(
                        sandbox,
                        """
                        import http.client, os, socket, time
                        where = os.environ["OPENCLAW_GATEWAY_URL"].removeprefix("http://")
                        host, port = where.split(":")
                        for round in range(3):
                            flood = []
                            for i in range(200):
                                try:
                                    s = socket.create_connection((host, int(port)), 5)
                                    s.sendall(b"GET /" + b"x" * (i * 200) + b"\\r\\n\\x00")
                                    flood.append(s)
                                except OSError:
                                    pass
                            for s in flood: s.close()
                        for attempt in range(200):
                            try:
                                c = http.client.HTTPConnection(where, timeout=10)
                                c.request("GET", "/healthz")
                                print(c.getresponse().status)
                                break
                            except (OSError, http.client.HTTPException):
                                time.sleep(0.1)
                        """);

        assertThat(said).isEqualTo("200\n");
    }

    private static void serve(ServerSocket server, AtomicInteger hits) {
        Thread.ofVirtual()
                .start(() -> {
                    while (!server.isClosed()) {
                        try {
                            server.accept().close();

                            hits.incrementAndGet();
                        } catch (IOException e) {
                            // Closed, or the client has gone.
                        }
                    }
                });
    }

    private static List<String> hostAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    /// The same attack from an ordinary container on the default bridge.
    private static String outside(String program) throws Exception {
        String id =
                lanes.docker
                        .createContainerCmd(TestLanes.IMAGE)
                        .withLabels(Map.of("ai.openclaw.test", "control"))
                        .withCmd("python3", "-c", program)
                        .exec()
                        .getId();
        try {
            var output = new StringBuilder();
            lanes.docker.startContainerCmd(id).exec();
            try (var log =
                    lanes.docker
                            .logContainerCmd(id)
                            .withStdOut(true)
                            .withStdErr(true)
                            .withFollowStream(true)
                            .exec(
                                    new ResultCallback.Adapter<Frame>() {
                                        @Override
                                        public void onNext(Frame frame) {
                                            output.append(
                                                    new String(
                                                            frame.getPayload(),
                                                            java.nio.charset.StandardCharsets
                                                                    .UTF_8));
                                        }
                                    })) {
                log.awaitCompletion(
                        Duration.ofSeconds(30).toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            }
            return output.toString();
        } finally {
            lanes.docker.removeContainerCmd(id).withForce(true).exec();
        }
    }
}
