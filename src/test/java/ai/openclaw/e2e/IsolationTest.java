package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A gateway in production: what it does about an image whose maker left a key in it.
class IsolationTest extends EndToEnd {

    private static final String LEAKY = "openclaw-test:key-in-it";

    @BeforeAll
    static void leaveAKeyInAnImage() {
        var container = EngineLedger.docker("create", SandboxImage.name(), "true").getFirst();
        EngineLedger.docker("commit", "--change", "ENV OPENAI_API_KEY=left", container, LEAKY);
        EngineLedger.docker("rm", container);
    }

    @AfterAll
    static void removeIt() {
        EngineLedger.docker("rmi", LEAKY);
    }

    @Override
    Map<String, String> settings() {
        return Map.of("SPRING_PROFILES_ACTIVE", "production");
    }

    @Test
    void taskInALeakyImageIsRefusedBeforeAnythingIsHandedOver() {
        var agent = Map.of("image", LEAKY, "command", List.of("/bin/sh", "-c", "echo here; env"));
        api.put("/agents/leaky", agent);
        var task = finished(api.submit(Map.of("agent", "leaky", "prompt", "go")));

        assertThat(task.get("state").asString()).isEqualTo("FAILED");
        assertThat(task.get("reason").asString()).isEqualTo("ISOLATION");
        assertThat(task.get("detail").asString()).contains("'secrets'", "OPENAI_API_KEY");
        assertThat(log(task.get("id").asString())).isEmpty();
        assertThat(task.at("/attempts/0/sandbox").isNull()).isTrue();
        assertNothingLeft(node());
    }

    @Test
    void tasksInAnotherImageRunAndNameOneReceipt() {
        var first = finished(shell("echo one")).at("/attempts/0");
        var second = finished(shell("echo two")).at("/attempts/0");

        assertThat(first.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(first.get("receipt").asString()).isEqualTo(second.get("receipt").asString());
        var receipt = api.get("/doctor/receipts/" + first.get("receipt").asString());
        assertThat(receipt.get("image")).isEqualTo(first.get("image"));
        assertThat(receipt.get("findings").size()).isGreaterThanOrEqualTo(30);
        assertThat(outcomes(receipt)).containsOnly("HELD");
        assertThat(receipt.get("sandbox").asString())
                .isNotIn(first.get("sandbox").asString(), second.get("sandbox").asString());
    }

    @Test
    void doctorRunsEveryProbeBesideANeighbour() {
        Api.expect(202, api.post("/doctor/receipts"));
        var report =
                await("all probes")
                        .atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(500))
                        .until(
                                () -> api.get("/doctor"),
                                it ->
                                        it.get("running").isNull()
                                                && it.at("/receipt/complete").asBoolean());

        var receipt = report.get("receipt");
        assertThat(outcomes(receipt)).hasSizeGreaterThanOrEqualTo(90).containsOnly("HELD");
        assertThat(
                        all(receipt.get("findings"))
                                .map(it -> it.get("probe").asString())
                                .filter(it -> it.startsWith("neighbour-")))
                .hasSize(4);
        assertThat(all(report.get("checks")).map(it -> it.get("status").asString()))
                .contains("ok")
                .doesNotContain("fail");
        assertThat(api.root("/actuator/prometheus"))
                .contains("openclaw_isolation_probes{outcome=\"held\"} " + outcomes(receipt).size())
                .contains("openclaw_isolation_probes{outcome=\"not_held\"} 0");
        assertNothingLeft(node());
    }

    @Test
    void strangersLearnNothingAndReceiptsThatAreNoneAreNotFound() {
        var stranger = new Api(api.address(), "");

        assertThat(stranger.status("GET", "/api/v1/doctor")).isEqualTo(401);
        assertThat(stranger.status("POST", "/api/v1/doctor/receipts")).isEqualTo(401);
        assertThat(api.status("GET", "/api/v1/doctor/receipts/" + new UUID(0, 0))).isEqualTo(404);
    }

    @Test
    void overrideRunsThemAllTheSameAndIsLoud() throws IOException {
        var settings =
                Map.of(
                        "SPRING_PROFILES_ACTIVE",
                        "production",
                        "OPENCLAW_SANDBOX_ENGINE",
                        "docker",
                        "OPENCLAW_SANDBOX_IMAGE",
                        LEAKY,
                        "OPENCLAW_ISOLATION_OVERRIDE",
                        "true");
        try (var other =
                GatewayProcess.start(
                        directory.resolve("overridden"), settings, jvm().toArray(String[]::new))) {
            var there = other.api();
            String id = there.submit(Map.of("agent", "shell", "prompt", "echo done"));
            var task =
                    await().atMost(Duration.ofMinutes(2))
                            .until(
                                    () -> there.get("/tasks/" + id),
                                    it -> FINISHED.contains(it.get("state").asString()));
            assertThat(task.get("state").asString()).isEqualTo("SUCCEEDED");
            var report = there.get("/doctor");
            assertThat(report.get("status").asString()).isEqualTo("fail");
            assertThat(report.at("/receipt/id")).isEqualTo(task.at("/attempts/0/receipt"));
            assertThat(check(report, "isolation")).isEqualTo("fail");
            assertThat(check(report, "isolation-override")).isEqualTo("warn");
            assertThat(Files.readString(other.log()))
                    .contains("OPENCLAW_ISOLATION_OVERRIDE is set")
                    .contains("The isolation probe 'secrets' did not hold");
        }
    }

    private static String check(JsonNode report, String id) {
        return all(report.get("checks"))
                .filter(it -> it.get("id").asString().equals(id))
                .map(it -> it.get("status").asString())
                .findFirst()
                .orElse("none");
    }

    private static List<String> outcomes(JsonNode receipt) {
        return all(receipt.get("findings")).map(it -> it.get("outcome").asString()).toList();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
