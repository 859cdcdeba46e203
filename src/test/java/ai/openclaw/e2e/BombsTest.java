package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Programs that take whatever they can get: each ends by its reason, while a neighbour runs on and
/// the gateway answers.
class BombsTest extends EndToEnd {

    private static final long MIB = 1 << 20;

    private String neighbour = "";

    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_WORKERS", "3", "OPENCLAW_TASKS_STOPGRACE", "PT1S");
    }

    @BeforeEach
    void letANeighbourRun() {
        neighbour = shell("while :; do echo tick; sleep 0.2; done");
        await().atMost(Duration.ofMinutes(1)).until(() -> ticks() > 0);
    }

    @AfterEach
    void nothingHappenedToTheNeighbour() {
        long before = ticks();
        await("the neighbour's next words")
                .atMost(Duration.ofSeconds(30))
                .until(() -> ticks() > before);
        var task = api.get("/tasks/" + neighbour);
        assertThat(task.get("state").asString()).isEqualTo("RUNNING");
        assertThat(task.get("attempts")).hasSize(1);
        assertThat(finished(shell("echo fine")).get("state").asString()).isEqualTo("SUCCEEDED");
        Api.expect(202, api.post("/tasks/" + neighbour + "/cancellation"));
        finished(neighbour);
        assertNothingLeft(node());
    }

    private long ticks() {
        return log(neighbour).lines().count();
    }

    @Test
    void forkBombIsHeldAndEndsWithItsTime() {
        var task =
                bomb(
                        "b() { b | b & }; (b) 2>/dev/null & exec sleep 600",
                        Map.of("timeout", "PT4S", "limits", Map.of("pids", 64)));

        assertEnding(task, "TIMEOUT");
    }

    @Test
    void memoryBombOfManyProcessesIsOutOfMemory() {
        var task =
                bomb(
                        "for i in 1 2 3; do tail /dev/zero & done; exec tail /dev/zero",
                        limits("memory", "64m"));

        assertEnding(task, "OUT_OF_MEMORY");
    }

    @Test
    void fillerOfTheWorkspaceIsKilledAndGivesTheDiskBack() throws IOException {
        long before = free();
        var task =
                bomb(
                        "i=0; while :; do dd if=/dev/zero of=f$i bs=1M count=100 2>/dev/null;"
                                + " i=$((i+1)); done",
                        limits("disk", "500m"));

        assertEnding(task, "DISK");
        assertThat(task.get("detail").asString()).contains("500 MiB");
        await("the disk to be as free as before, others' needs aside")
                .atMost(Duration.ofSeconds(30))
                .until(() -> free() > before - 300 * MIB);
    }

    private static long free() throws IOException {
        var root = Path.of(EngineLedger.docker("info", "-f", "{{.DockerRootDir}}").getFirst());
        return Files.getFileStore(root).getUnallocatedSpace();
    }

    @Test
    void fillersOfTmpAndShmMeetTheirEndAndLive() {
        var task =
                bomb(
                        "dd if=/dev/zero of=/dev/shm/f bs=1M; df -m /dev/shm | tail -1;"
                                + " dd if=/dev/zero of=/tmp/f bs=1M; df -m /tmp | tail -1; exit 4",
                        limits("memory", "128m"));

        assertEnding(task, "EXIT_CODE");
        assertThat(task.get("exitCode").asInt()).isEqualTo(4);
        assertThat(log(task.get("id").asString()))
                .contains("/dev/shm/f': No space left", "/tmp/f': No space left");
    }

    @Test
    void endlessOutputIsStoppedAndItsBeginningAndEndAreKept() {
        var task =
                bomb(
                        "i=0; while :; do i=$((i+1)); echo \"line $i\"; done",
                        Map.of("limits", Map.of("output", "16k"), "timeout", "PT2M"));

        assertEnding(task, "DISK");
        assertThat(task.get("detail").asString()).contains("output", "16 KiB");
        var lines = logLines(task.get("id").asString());
        assertThat(lines.getFirst().get("text").asString()).isEqualTo("line 1");
        assertThat(lines)
                .filteredOn(line -> line.get("stream").asString().equals("gap"))
                .isNotEmpty();
        assertThat(lines.stream().mapToLong(line -> line.get("text").asString().length()).sum())
                .isLessThan(20_000);
    }

    @Test
    void lineOfAGigabyteIsCutInTheMiddleAndHarmsNobody() {
        var task =
                bomb(
                        "head -c 1000000000 /dev/zero | tr '\\0' x; echo; echo last",
                        Map.of("timeout", "PT5M"));

        assertThat(task.get("state").asString()).as("%s", task).isEqualTo("SUCCEEDED");
        assertThat(task.at("/usage/outputBytes").asLong()).isEqualTo(1_000_000_006);
        var lines = logLines(task.get("id").asString());
        assertThat(lines.getFirst().get("text").asString()).startsWith("xxx").endsWith("…");
        assertThat(lines.getLast().get("text").asString()).isEqualTo("last");
        assertThat(lines)
                .filteredOn(line -> line.get("stream").asString().equals("gap"))
                .singleElement()
                .satisfies(gap -> assertThat(gap.get("text").asString()).startsWith("983"));
    }

    @Test
    void zombiesAreBuriedUnlessTheirParentLives() {
        var orphans =
                bomb(
                        "i=0; while [ $i -lt 300 ]; do (sleep 0 &); i=$((i+1)); done; sleep 1; ls -d"
                                + " /proc/[0-9]* | wc -l",
                        limits("pids", 40));
        assertThat(orphans.get("state").asString()).as("%s", orphans).isEqualTo("SUCCEEDED");

        var hoard =
                bomb(
                        "exec python3 -c 'import os\nwhile True:\n  if os.fork() == 0: os._exit(0)'",
                        limits("pids", 40));
        assertEnding(hoard, "EXIT_CODE");
        assertThat(hoard.get("detail").asString()).contains("temporarily unavailable");
    }

    @Test
    void programThatIgnoresTheSignalEndsAfterTheGrace() {
        var began = Instant.now();
        var task =
                bomb(
                        "trap '' TERM HUP INT; (while :; do sleep 1; done) & while :; do sleep 1; done",
                        Map.of("timeout", "PT2S"));

        assertEnding(task, "TIMEOUT");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(60));
    }

    private JsonNode bomb(String script, Map<String, ?> more) {
        return finished(shell(script, more));
    }

    private static Map<String, ?> limits(String limit, Object value) {
        return Map.of("limits", Map.of(limit, value), "timeout", "PT2M");
    }

    private static void assertEnding(JsonNode task, String reason) {
        assertThat(task.get("state").asString()).as("%s", task).isEqualTo("FAILED");
        assertThat(task.get("reason").asString()).as("%s", task).isEqualTo(reason);
        assertThat(task.at("/attempts/0/destroyedAt").isNull()).isFalse();
    }
}
