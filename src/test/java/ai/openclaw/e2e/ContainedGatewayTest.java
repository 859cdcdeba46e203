package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.door.Attack;
import ai.openclaw.proxy.ScriptedProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// What a sandbox reaches where the gateway is a container that stands in the lanes itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainedGatewayTest {

    private ContainedGateway gateway;
    private Api api;

    @BeforeAll
    void start() {
        gateway =
                ContainedGateway.start(
                        Map.of(
                                "OPENCLAW_SANDBOX_ENGINE", "docker",
                                "OPENCLAW_SANDBOX_IMAGE", SandboxImage.name(),
                                "OPENCLAW_POOL_MOST", "0",
                                "OPENCLAW_LANES", "4",
                                "OPENCLAW_EGRESS_PRIVATE", "172.17.0.1/32",
                                "ANTHROPIC_API_KEY", "sk-contained",
                                "ANTHROPIC_BASE_URL", "http://127.0.0.1:9"));
        api = gateway.api();
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /// With two positive controls: the host's server is reached from a container on a plain bridge,
    /// and so is the gateway's dashboard.
    @Test
    void sandboxReachesTheGatewaysSandboxPortAndNothingElse() throws Exception {
        var hits = new AtomicInteger();
        try (var server = new ServerSocket(0)) {
            serve(server, hits);
            var targets = new ArrayList<String>();
            for (String address : hostAddresses()) {
                targets.add(address + " " + server.getLocalPort());
                targets.add(address + " 22");
            }
            for (int port : new int[] {18789, 18790, 18791, 18792}) {
                targets.add(gateway.address() + " " + port);
            }
            targets.addAll(List.of("169.254.169.254 80", "1.1.1.1 443", "example.org 80"));
            var controls =
                    List.of("172.17.0.1 " + server.getLocalPort(), gateway.address() + " 18789");
            assertThat(plainContainer(Attack.connect(controls)))
                    .contains("reached " + controls.get(0), "reached " + controls.get(1));
            await().until(() -> hits.get() == 1);

            var task =
                    api.submit(
                            Map.of(
                                    "agent",
                                    "shell",
                                    "prompt",
                                    "curl -s -m 5 -o /dev/null -w 'healthz %{http_code}\\n'"
                                            + " $OPENCLAW_GATEWAY_URL/healthz\n"
                                            + "lane=${OPENCLAW_GATEWAY_URL#http://};"
                                            + " lane=${lane%:*}\n"
                                            + "for port in 22 5432 8080 18789 18790 18792; do\n"
                                            + "  curl -s -m 3 -o /dev/null http://$lane:$port"
                                            + " && echo \"reached $port\"\n"
                                            + "done\n"
                                            + "python3 - <<'PROGRAM'\n"
                                            + Attack.connect(targets)
                                            + "PROGRAM\n"));
            assertThat(finished(task).get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(log(task)).isEqualTo("healthz 200\ntried all\n");
            assertThat(hits).hasValue(1);
        }
    }

    @Test
    void twoSandboxesAtOnceDoNotReachEachOther() {
        var listener =
                api.submit(
                        Map.of(
                                "agent",
                                "shell",
                                "prompt",
                                """
                                python3 - <<'PROGRAM'
                                import socket
                                server = socket.create_server(("0.0.0.0", 7777))
                                server.settimeout(20)
                                own = socket.gethostbyname(socket.gethostname())
                                print("listens at", own, flush=True)
                                try:
                                    server.accept()
                                    print("heard", flush=True)
                                except TimeoutError:
                                    print("heard nothing", flush=True)
                                PROGRAM
                                """));
        var address =
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> log(listener), said -> said.contains("listens at"))
                        .replace("listens at", "")
                        .strip();
        var attacker =
                api.submit(
                        Map.of(
                                "agent",
                                "shell",
                                "prompt",
                                "python3 - <<'PROGRAM'\n"
                                        + Attack.connect(List.of(address + " 7777"))
                                        + "PROGRAM\n"));
        finished(attacker);
        assertThat(log(attacker)).isEqualTo("tried all\n");
        finished(listener);
        assertThat(log(listener)).endsWith("heard nothing\n");
    }

    @Test
    void lanesAreTheSameAfterARestartAndWork() {
        var label = "label=ai.openclaw.node=" + api.get("/nodes").at("/items/0/id").asString();
        finished(api.submit(Map.of("agent", "shell", "prompt", "true")));
        var before = EngineLedger.docker("network", "ls", "-q", "--filter", label);
        assertThat(before).isNotEmpty();

        gateway.restart();
        api = gateway.api();

        var task =
                api.submit(
                        Map.of(
                                "agent",
                                "shell",
                                "prompt",
                                "curl -s -o /dev/null -w '%{http_code}' $OPENCLAW_GATEWAY_URL/healthz"));
        finished(task);
        assertThat(log(task)).isEqualTo("200\n");
        assertThat(EngineLedger.docker("network", "ls", "-q", "--filter", label))
                .containsAll(before);
    }

    /// The gateway looks for the host of this test from inside its container.
    @Test
    void sandboxOfAnAgentThatAllowsAHostReachesItByTheProxyInItsLane() throws Exception {
        try (var outside = new ScriptedProvider("172.17.0.1")) {
            outside.on("/", ScriptedProvider.reply(200, "text/plain", "hello from outside"));
            String host = outside.url().substring("http://".length());
            api.put(
                    "/agents/surfer",
                    Map.of(
                            "command", List.of("sh", "-c", "{{prompt}}"),
                            "network", "egress",
                            "allow", List.of(host)));

            var task =
                    api.submit(
                            Map.of(
                                    "agent",
                                    "surfer",
                                    "prompt",
                                    "curl -sS -m 20 %s/; echo; curl -s -m 20 http://172.17.0.1:1/"
                                            .formatted(outside.url())));

            finished(task);
            assertThat(log(task))
                    .startsWith("hello from outside\n")
                    .contains("surfer does not allow 172.17.0.1:1");
        }
    }

    @Test
    void theCommandInTheContainerFindsItsGateway() {
        assertThat(gateway.openclaw("models", "status"))
                .anyMatch(it -> it.matches("anthropic +UNREACHABLE .*"));
        assertThat(gateway.openclaw("models", "list", "--json")).first().isEqualTo("{");
    }

    private JsonNode finished(String task) {
        return await("task " + task + " to finish")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> api.get("/tasks/" + task),
                        it -> EndToEnd.FINISHED.contains(it.get("state").asString()));
    }

    private String log(String task) {
        return api.text("/tasks/" + task + "/logs", "text/plain");
    }

    private static String plainContainer(String program) {
        return String.join(
                "\n",
                EngineLedger.docker("run", "--rm", SandboxImage.name(), "python3", "-c", program));
    }

    private static List<String> hostAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
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
}
