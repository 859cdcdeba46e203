package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// Warm sandboxes and the reaper, by the engine's own account. The crash comes last: it changes
/// what the counters say.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WarmTest extends EndToEnd {

    @Test
    @Order(1)
    void warmOnesAreUsedOnceAndRefilled() {
        awaitTwoWaiting();
        Set<String> used = new HashSet<>();
        int warm = 0;
        for (int i = 0; i < 8; i++) {
            var tasks = new ArrayList<String>();
            for (int n = 0; n <= i % 4; n++) {
                tasks.add(shell("cat /workspace/* 2>/dev/null; echo $OPENCLAW_TASK_ID > mine"));
            }
            for (String task : tasks) {
                var attempt = finished(task).at("/attempts/0");
                assertThat(attempt.get("state").asString()).isEqualTo("SUCCEEDED");
                assertThat(used.add(attempt.get("sandbox").asString())).isTrue();
                assertThat(log(task)).as("nothing of another task").isBlank();
                warm += attempt.get("warm").asBoolean() ? 1 : 0;
            }
        }
        assertThat(warm).isPositive();
        var node = node();
        awaitTwoWaiting();
        assertNothingLeft(node);
        var waiting = waiting();
        ledger.bySandbox(node)
                .forEach((sandbox, events) -> {
                    var actions = events.stream().map(EngineLedger.Event::action).toList();
                    assertThat(actions).as(sandbox).containsOnlyOnce("create", "start");
                    if (!waiting.contains(sandbox)) {
                        assertThat(actions).as(sandbox).containsOnlyOnce("die", "destroy");
                    }
                });
        assertThat(metric("openclaw_pool_taken_total{result=\"hit\"")).isEqualTo(warm);
        assertThat(metric("openclaw_sandboxes_leaked")).isZero();
    }

    @Test
    @Order(2)
    void oneThatDiedWhileItWaitedCostsNoAttempt() {
        awaitTwoWaiting();
        var waiting = waiting();
        waiting.forEach(it -> EngineLedger.docker("kill", "openclaw-sbx-" + it));
        var task = finished(shell("echo fine"));
        assertThat(task.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(task.get("attempts")).hasSize(1);
        assertThat(waiting).doesNotContain(task.at("/attempts/0/sandbox").asString());
        awaitTwoWaiting();
    }

    @Test
    @Order(3)
    void killedSandboxIsSaidAndItsTaskRunsAgain() {
        var id = shell("echo said; test $OPENCLAW_ATTEMPT = 2 || sleep 600");
        await().atMost(Duration.ofMinutes(1)).until(() -> log(id).contains("said"));
        var sandbox = api.get("/tasks/" + id).at("/attempts/0/sandbox").asString();
        var listed = listed(sandbox);
        assertThat(listed.get("state").asString()).isEqualTo("RUNNING");
        assertThat(listed.get("task").asString()).isEqualTo(id);
        assertThat(listed.get("agent").asString()).isEqualTo("shell");
        assertThat(listed.get("memoryBytes").asLong()).isPositive();

        assertThat(api.status("DELETE", "/api/v1/sandboxes/" + sandbox)).isEqualTo(202);
        var task = finished(id);

        assertThat(task.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(task.at("/attempts/0/reason").asString()).isEqualTo("INFRASTRUCTURE");
        assertThat(detail(sandbox)).startsWith("Its sandbox was killed by ");
        assertThat(api.status("DELETE", "/api/v1/sandboxes/" + sandbox)).isEqualTo(404);

        awaitTwoWaiting();
        var warm = waiting().iterator().next();
        assertThat(api.status("DELETE", "/api/v1/sandboxes/" + warm)).isEqualTo(202);
        await().until(() -> !waiting().contains(warm));
        awaitTwoWaiting();
    }

    @Test
    @Order(4)
    void agentsOfOneKindShareWhatWaits() {
        awaitTwoWaiting();
        var before = waiting();
        api.put(
                "/agents/other",
                Map.of("command", java.util.List.of("true"), "warm", 1, "timeout", "PT1M"));
        // Limits, image and network are the same, so the two agents share what waits.
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting().size() == 3);
        assertThat(waiting()).containsAll(before);
        assertThat(api.status("DELETE", "/api/v1/agents/other")).isEqualTo(204);
        awaitTwoWaiting();
    }

    @Test
    @Order(5)
    void plantedLeakIsFoundRemovedAndCountedAndAnothersIsNot() {
        var node = node();
        var ours = "openclaw-sbx-" + UUID.randomUUID();
        var anothers = "openclaw-sbx-" + UUID.randomUUID();
        plant(ours, node);
        plant(anothers, UUID.randomUUID().toString());
        try {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> metric("openclaw_sandboxes_leaked") == 1);
            await().until(() -> EngineLedger.docker("ps", "-aqf", "name=" + ours).isEmpty());
            assertThat(metric("openclaw_sandboxes_reaped_total{cause=\"leak\"")).isEqualTo(1);
            assertThat(EngineLedger.docker("ps", "-aqf", "name=" + anothers)).hasSize(1);
        } finally {
            EngineLedger.docker("rm", "-f", anothers);
        }
    }

    @Test
    @Order(6)
    void crashWithWarmOnesLeavesNothingAfterRestartAndStop() {
        awaitTwoWaiting();
        var node = node();
        var before = waiting();
        gateway.kill();
        assertThat(EngineLedger.leftovers(node)).isNotEmpty();
        gateway.restart();
        api = gateway.api();
        awaitTwoWaiting();
        assertThat(waiting()).doesNotContainAnyElementsOf(before);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> metric("openclaw_sandboxes_reaped_total{cause=\"crash\"") >= 2);
        assertThat(metric("openclaw_sandboxes_leaked")).isZero();
        assertNothingLeft(node);
        gateway.stop();
        assertThat(EngineLedger.leftovers(node)).isEmpty();
    }

    private void awaitTwoWaiting() {
        await("two warm sandboxes")
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    int waiting = 0;
                    for (JsonNode it : api.get("/sandboxes").get("items")) {
                        waiting += it.get("state").asString().equals("WARM") ? 1 : 0;
                    }
                    return waiting == 2;
                });
    }

    private JsonNode listed(String sandbox) {
        for (JsonNode it : api.get("/sandboxes").get("items")) {
            if (it.get("id").asString().equals(sandbox)) {
                return it;
            }
        }
        throw new AssertionError("not listed: " + sandbox);
    }

    private String detail(String sandbox) {
        try (var connection = gateway.sql();
                var statement =
                        connection.prepareStatement(
                                "select detail from attempt where sandbox = ?::uuid")) {
            statement.setString(1, sandbox);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void plant(String name, String node) {
        EngineLedger.docker(
                "run",
                "-d",
                "--name",
                name,
                "--network",
                "none",
                "--label",
                "ai.openclaw.instance=" + instance(),
                "--label",
                "ai.openclaw.node=" + node,
                "--label",
                "ai.openclaw.sandbox=" + name.substring("openclaw-sbx-".length()),
                SandboxImage.name(),
                "sleep",
                "600");
    }

    private String instance() {
        try (var connection = gateway.sql();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from installation")) {
            rows.next();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first sample whose line begins so; 0 if there is none.
    private double metric(String beginning) {
        return api.root("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0.0);
    }
}
