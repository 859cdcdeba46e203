package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every ending says why, keeps what the task printed and left, and leaves nothing in the engine.
class EndingsTest extends EndToEnd {

    private static final String LEAVES_A_FILE =
            "mkdir -p out; echo kept > out/kept.txt; echo said; ";

    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_WORKERS", "4");
    }

    @Test
    void successCarriesResultLogAndArtifacts() {
        var task = finished(shell(LEAVES_A_FILE + "echo '{\"answer\": 42}' > out/result.json"));

        assertEnding(task, "SUCCEEDED", null);
        assertThat(task.at("/result/answer").asInt()).isEqualTo(42);
        assertThat(task.get("exitCode").asInt()).isZero();
        assertKept(task);
        var attempt = task.at("/attempts/0");
        assertThat(attempt.get("engine").asString()).isEqualTo("docker");
        assertThat(attempt.get("image").asString()).contains("sha256:");
        assertThat(attempt.get("destroyedAt").isNull()).isFalse();
    }

    @Test
    void exitCodeIsSaid() {
        var task = finished(shell(LEAVES_A_FILE + "exit 3"));

        assertEnding(task, "FAILED", "EXIT_CODE");
        assertThat(task.get("exitCode").asInt()).isEqualTo(3);
        assertThat(task.get("detail").asString()).contains("3");
        assertKept(task);
    }

    @Test
    void timeoutIsSaid() {
        var task = finished(shell(LEAVES_A_FILE + "sleep 600", Map.of("timeout", "PT2S")));

        assertEnding(task, "FAILED", "TIMEOUT");
        assertKept(task);
    }

    @Test
    void outOfMemoryIsSaid() {
        var task = finished(shell(LEAVES_A_FILE + "tail /dev/zero", memory("32m")));

        assertEnding(task, "FAILED", "OUT_OF_MEMORY");
        assertThat(task.get("detail").asString()).contains("32");
        assertKept(task);
    }

    @Test
    void childKilledForMemoryUnderAParentThatExits0IsASuccessWithAWarning() {
        var task = finished(shell(LEAVES_A_FILE + "tail /dev/zero; exit 0", memory("32m")));

        assertEnding(task, "SUCCEEDED", null);
        assertThat(task.get("detail").asString()).contains("memory");
        assertKept(task);
    }

    @Test
    void missingImageIsSaid() {
        var put = Map.of("image", "localhost:1/nowhere/nothing:none", "command", List.of("true"));
        api.put("/agents/imageless", put);
        var task = finished(api.submit(Map.of("agent", "imageless", "prompt", "x")));

        assertEnding(task, "FAILED", "IMAGE");
        assertThat(task.get("detail").asString()).contains("localhost:1/nowhere/nothing:none");
    }

    @Test
    void cancelledIsSaid() {
        var id = shell(LEAVES_A_FILE + "sleep 600");
        await().atMost(Duration.ofMinutes(1)).until(() -> log(id).contains("said"));
        Api.expect(202, api.post("/tasks/" + id + "/cancellation"));
        var task = finished(id);

        assertEnding(task, "CANCELLED", "CANCELLED");
        assertKept(task);
        Api.expect(202, api.post("/tasks/" + id + "/cancellation"));
    }

    @Test
    void sandboxTakenAwayIsOurFailureAndTheTaskRunsAgain() {
        var id = shell("echo said; test $OPENCLAW_ATTEMPT = 2 || sleep 600");
        await().atMost(Duration.ofMinutes(1)).until(() -> log(id).contains("said"));
        var sandbox = api.get("/tasks/" + id).at("/attempts/0/sandbox").asString();
        EngineLedger.docker("rm", "-f", "openclaw-sbx-" + sandbox);
        var task = finished(id);

        assertEnding(task, "SUCCEEDED", null);
        assertThat(task.at("/attempts/0/reason").asString()).isEqualTo("INFRASTRUCTURE");
        assertThat(task.at("/attempts/1/state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void afterFiftyTasksOfEveryEndingTheEngineHoldsNothing() {
        var scripts =
                List.of(
                        "echo fine",
                        "exit 7",
                        "tail /dev/zero",
                        "kill -9 $$",
                        "mkdir -p out; head -c 100000 /dev/zero > out/zeros");
        var tasks = new ArrayList<String>();
        for (int i = 0; i < 44; i++) {
            tasks.add(shell(scripts.get(i % scripts.size()), memory("32m")));
        }
        for (int i = 0; i < 3; i++) {
            tasks.add(shell("sleep 600", Map.of("timeout", "PT1S")));
            var cancelled = shell("sleep 600");
            awaitState(cancelled, "RUNNING");
            Api.expect(202, api.post("/tasks/" + cancelled + "/cancellation"));
            tasks.add(cancelled);
        }
        tasks.forEach(this::finished);

        var node = node();
        assertNothingLeft(node);
        for (String task : tasks) {
            for (JsonNode attempt : api.get("/tasks/" + task).get("attempts")) {
                if (attempt.get("sandbox").isNull()) {
                    assertThat(attempt.get("reason").asString()).isIn("CANCELLED", "TIMEOUT");
                    continue;
                }
                assertThat(ledger.actions(node, attempt.get("sandbox").asString()))
                        .containsSubsequence("create", "start", "die", "destroy")
                        .containsOnlyOnce("start", "die", "destroy");
            }
        }
    }

    @Test
    void twoTasksOfOneAgentNeverSeeEachOthersFiles() {
        var writer =
                shell(
                        "echo secret > /workspace/mine; echo secret > /tmp/mine; sleep 3; ls -a . /tmp");
        var reader = shell("sleep 1; find / -name mine 2>/dev/null | wc -l");
        finished(writer);
        finished(reader);
        var later = shell("find / -name mine 2>/dev/null | wc -l");
        finished(later);

        assertThat(log(writer)).contains("mine");
        assertThat(log(reader).strip()).isEqualTo("0");
        assertThat(log(later).strip()).isEqualTo("0");
    }

    private void assertKept(JsonNode task) {
        var id = task.get("id").asString();
        assertThat(log(id)).contains("said");
        assertThat(api.text("/tasks/" + id + "/artifacts/kept.txt", "*/*")).isEqualTo("kept\n");
    }

    private static void assertEnding(
            JsonNode task, String state, @org.jspecify.annotations.Nullable String reason) {
        assertThat(task.get("state").asString()).as("%s", task).isEqualTo(state);
        assertThat(task.get("reason").asStringOpt().orElse(null)).isEqualTo(reason);
    }

    private static Map<String, ?> memory(String size) {
        return Map.of("limits", Map.of("memory", size));
    }
}
