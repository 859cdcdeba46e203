package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A gateway that is told to stop, and started again: what ran runs on meanwhile.
class RestartTest extends EndToEnd {

    /// Waits until the test lets it go on, however slow the machine is.
    private static final String WAIT = "while [ ! -e /tmp/on ]; do sleep 0.1; done; ";

    /// Says a hundred lines, the second half of them one every tenth of a second.
    private static final String HUNDRED =
            "say() { echo line $i; i=$((i + 1)); }; i=1; while [ $i -le 50 ]; do say; done; "
                    + WAIT
                    + "while [ $i -le 100 ]; do say; sleep 0.1; done; ";

    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_WORKERS", "8");
    }

    @Test
    void stoppedGatewayLeavesWhatRunsAndTheNextStartGoesOnWithIt() {
        var counts = shell(HUNDRED + "echo kept > out/kept.txt; exit 4");
        var endsMeanwhile = shell("echo begun; " + WAIT + "printf 'no line end'; exit 5");
        var isCancelled = shell("echo begun; sleep 600");
        var limited = shell("echo begun; sleep 600", Map.of("timeout", "PT35S"));
        var all = List.of(counts, endsMeanwhile, isCancelled, limited);
        all.forEach(this::awaitOutput);
        var node = node();
        var sandboxes = all.stream().map(id -> attempt(id).get("sandbox").asString()).toList();

        gateway.stop();

        assertThat(EngineLedger.leftovers(node))
                .as("containers and volumes")
                .containsExactlyInAnyOrderElementsOf(
                        sandboxes.stream()
                                .map(id -> "openclaw-sbx-" + id)
                                .flatMap(name -> Stream.of(name, name))
                                .toList());
        letOn(sandboxes.get(0));
        letOn(sandboxes.get(1));
        await("one to end while nobody is there")
                .atMost(Duration.ofSeconds(30))
                .until(() -> ledger.actions(node, sandboxes.get(1)).contains("die"));
        gateway.restart();
        var back = Instant.now();
        api = gateway.api();
        api.post("/tasks/" + isCancelled + "/cancellation");
        all.forEach(this::finished);

        all.forEach(id -> assertThat(attempts(id)).as("%s", id).hasSize(1));
        assertThat(attempt(counts).get("exitCode").asInt()).isEqualTo(4);
        assertThat(texts(counts))
                .isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(i -> "line " + i).toList());
        assertThat(api.text("/tasks/" + counts + "/artifacts/kept.txt", "*/*")).isEqualTo("kept\n");
        assertThat(attempt(endsMeanwhile).get("exitCode").asInt()).isEqualTo(5);
        assertThat(texts(endsMeanwhile)).containsExactly("begun", "no line end");
        assertThat(attempt(isCancelled).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(attempt(limited).get("reason").asString()).isEqualTo("TIMEOUT");
        assertThat(time(limited)).isGreaterThanOrEqualTo(Duration.ofSeconds(35));
        assertThat(finishedAt(limited)).as("no count anew").isBefore(back.plusSeconds(35));
        assertNothingLeft(node);
    }

    @Test
    void handOverThatNeverCameThroughIsRunAgain() throws Exception {
        var task = shell("echo begun; sleep 600");
        awaitOutput(task);
        var node = node();
        var sandbox = "openclaw-sbx-" + attempt(task).get("sandbox").asString();
        gateway.kill();
        // As if it had died between the row and the hand-over: the program is nowhere.
        EngineLedger.docker("rm", "-f", sandbox);

        gateway.restart();
        api = gateway.api();

        await("a second attempt")
                .atMost(Duration.ofMinutes(1))
                .until(() -> attempts(task).size() == 2);
        assertThat(attempt(task).get("reason").asString()).isEqualTo("INFRASTRUCTURE");
        awaitOutput(task);
        api.post("/tasks/" + task + "/cancellation");
        assertThat(finished(task).get("state").asString()).isEqualTo("CANCELLED");
        assertNothingLeft(node);
    }

    private static void letOn(String sandbox) {
        EngineLedger.docker("exec", "openclaw-sbx-" + sandbox, "touch", "/tmp/on");
    }

    private void awaitOutput(String task) {
        await("task " + task + " to say something")
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        api.get("/tasks/" + task).get("state").asString().equals("RUNNING")
                                && !log(task).isEmpty());
    }

    private Duration time(String task) {
        return Duration.between(
                Instant.parse(attempt(task).get("startedAt").asString()), finishedAt(task));
    }

    private Instant finishedAt(String task) {
        return Instant.parse(attempt(task).get("finishedAt").asString());
    }
}
