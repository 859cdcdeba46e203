package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One gateway process for the tests of a class, on the Docker engine, with an embedded Postgres.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEnd {

    static final Set<String> FINISHED = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

    @TempDir static Path directory;
    GatewayProcess gateway;
    Api api;
    EngineLedger ledger;

    /// Settings beyond the common ones.
    Map<String, String> settings() {
        return Map.of();
    }

    /// Further options for the gateway's virtual machine.
    List<String> jvm() {
        return GatewayProgram.QUICK;
    }

    @BeforeAll
    void startGateway() {
        ledger = EngineLedger.open();
        var all = new HashMap<>(settings());
        all.put("OPENCLAW_SANDBOX_ENGINE", "docker");
        all.put("OPENCLAW_SANDBOX_IMAGE", SandboxImage.name());
        gateway =
                GatewayProcess.start(
                        directory.resolve(getClass().getSimpleName()),
                        all,
                        jvm().toArray(String[]::new));
        api = gateway.api();
    }

    @AfterAll
    void stopGateway() {
        ledger.close();
        if (gateway != null) {
            gateway.close();
        }
    }

    /// The id of this gateway, by which the engine's containers are told from others.
    String node() {
        return api.get("/nodes").at("/items/0/id").asString();
    }

    /// Sandboxes that wait for a task, which is no leftover while their gateway lives.
    Set<String> waiting() {
        return StreamSupport.stream(api.get("/sandboxes").get("items").spliterator(), false)
                .filter(it -> Set.of("MAKING", "WARM").contains(it.get("state").asString()))
                .map(it -> it.get("id").asString())
                .collect(Collectors.toSet());
    }

    /// Containers and volumes of a gateway that it should not have any more; empty as soon as what
    /// is just being made or destroyed has come to its state.
    void assertNothingLeft(String node) {
        await("nothing to be left of node " + node)
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> {
                    var waiting = waiting();
                    assertThat(EngineLedger.leftovers(node))
                            .allMatch(name -> waiting.stream().anyMatch(name::contains));
                });
    }

    /// Enqueues a script for the `shell` agent.
    String shell(String script) {
        return shell(script, Map.of());
    }

    String shell(String script, Map<String, ?> more) {
        var task = new HashMap<String, Object>(more);
        task.put("agent", "shell");
        task.put("prompt", script);
        return api.submit(task);
    }

    JsonNode finished(String task) {
        return await("task " + task + " to finish")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> api.get("/tasks/" + task),
                        t -> FINISHED.contains(t.get("state").asString()));
    }

    void awaitState(String task, String state) {
        await("task " + task + " to be " + state)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> api.get("/tasks/" + task).get("state").asString().equals(state));
    }

    String log(String task) {
        return api.text("/tasks/" + task + "/logs", "text/plain");
    }

    List<JsonNode> logLines(String task) {
        return api.lines("/tasks/" + task + "/logs", Map.of("Accept", "application/x-ndjson"))
                .map(Api.JSON::readTree)
                .toList();
    }

    List<String> texts(String task) {
        return logLines(task).stream().map(line -> line.get("text").asString()).toList();
    }

    List<JsonNode> attempts(String task) {
        return api.get("/tasks/" + task).get("attempts").valueStream().toList();
    }

    /// The first.
    JsonNode attempt(String task) {
        return attempts(task).getFirst();
    }
}
