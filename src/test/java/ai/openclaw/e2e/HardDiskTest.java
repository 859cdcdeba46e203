package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.sandbox.docker.PreparedDisks;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tasks on disks of their own: full is full, a neighbour notices nothing, and the host gets its
/// disk back.
class HardDiskTest extends EndToEnd {

    private static final long MIB = 1 << 20;
    private static final String FILL =
            "dd if=/dev/zero of=f bs=1M; dd if=/dev/zero of=g bs=1k; ls -l; ";

    @TempDir static Path folder;

    private @Nullable PreparedDisks disks;

    @Override
    Map<String, String> settings() {
        try {
            disks = PreparedDisks.make(folder.resolve("disks"), 2, "64M");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return Map.of("OPENCLAW_WORKERS", "4", "OPENCLAW_DISKS", disks().folder().toString());
    }

    private PreparedDisks disks() {
        return Objects.requireNonNull(disks);
    }

    /// The gateway goes first.
    @AfterAll
    void removeDisks() throws Exception {
        gateway.close();
        disks().close();
    }

    @Test
    void fillerMeetsTheEndOfItsDiskAndItsNeighbourWritesOn() {
        var neighbour = onDisk("32m", "echo begin; sleep 8; dd if=/dev/zero of=f bs=1M count=20");
        await().atMost(Duration.ofMinutes(1)).until(() -> log(neighbour).contains("begin"));

        var filler = finished(onDisk("32m", FILL + "exit 1"));

        assertThat(filler.get("reason").asString()).as("%s", filler).isEqualTo("DISK");
        assertThat(filler.get("detail").asString())
                .isEqualTo(
                        "The program ended with exit code 1 when its files filled its disk limit"
                                + " of 32 MiB.");
        assertThat(log(filler.get("id").asString())).contains("No space left on device");
        assertThat(timeline(filler)).doesNotContain("sandbox.disk_watched");
        assertThat(finished(neighbour).get("state").asString()).isEqualTo("SUCCEEDED");
        assertAllGivenBack();
    }

    @Test
    void whoDoesNotMindSucceedsAndIsTold() {
        var task = finished(onDisk("16m", FILL + "exit 0"));

        assertThat(task.get("state").asString()).as("%s", task).isEqualTo("SUCCEEDED");
        assertThat(task.get("detail").asString())
                .isEqualTo("Its files filled its disk limit of 16 MiB.");
        assertAllGivenBack();
    }

    @Test
    void limitBeyondTheDisksIsWatchedAndItsTimelineSaysSo() {
        var task = finished(onDisk("100m", "df -m . | tail -1"));

        assertThat(task.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(timeline(task)).contains("sandbox.disk_watched");
    }

    @Test
    void inputThatDoesNotFitEndsAsDisk() {
        var upload =
                Api.expect(
                        201,
                        api.upload(
                                "application/octet-stream",
                                BodyPublishers.ofByteArray(new byte[(int) (20 * MIB)])));
        var task =
                finished(
                        shell(
                                "ls",
                                Map.of(
                                        "limits",
                                        Map.of("disk", "16m"),
                                        "files",
                                        List.of(
                                                Map.of(
                                                        "path",
                                                        "big",
                                                        "upload",
                                                        upload.get("id").asString())))));

        assertThat(task.get("reason").asString()).as("%s", task).isEqualTo("DISK");
        assertThat(task.get("detail").asString())
                .isEqualTo("Its input files do not fit into its disk limit of 16 MiB.");
        assertAllGivenBack();
    }

    @Test
    void gatewayThatComesBackKnowsWhoseDiskIsWhose() {
        var task =
                onDisk(
                        "32m",
                        "dd if=/dev/zero of=f bs=1M count=20; echo written; sleep 12; "
                                + FILL
                                + "exit 1");
        await().atMost(Duration.ofMinutes(1)).until(() -> log(task).contains("written"));

        gateway.kill();
        gateway.restart();
        api = gateway.api();

        // One disk is taken, the other is there for whoever comes.
        var other = finished(onDisk("16m", FILL + "exit 1"));
        assertThat(other.get("reason").asString()).as("%s", other).isEqualTo("DISK");
        var ended = finished(task);
        assertThat(ended.get("reason").asString()).as("%s", ended).isEqualTo("DISK");
        assertThat(ended.get("attempt").asInt()).isEqualTo(1);
        assertThat(timeline(ended)).contains("attempt.resumed");
        assertAllGivenBack();
    }

    @Test
    void killedGatewayGivesBackWhatItsSandboxesHad() {
        var task = onDisk("32m", "echo begun; sleep 600");
        await().atMost(Duration.ofMinutes(1)).until(() -> log(task).contains("begun"));

        var gone = node();
        gateway.kill();
        EngineLedger.removeSandboxes(gone);
        gateway.restart();
        api = gateway.api();

        awaitState(task, "RUNNING");
        Api.expect(202, api.post("/tasks/" + task + "/cancellation"));
        assertThat(finished(task).get("state").asString()).isEqualTo("CANCELLED");
        assertAllGivenBack();
    }

    private String onDisk(String limit, String script) {
        return shell(script, Map.of("limits", Map.of("disk", limit)));
    }

    private List<String> timeline(JsonNode task) {
        return api.get("/tasks/" + task.get("id").asString() + "/events")
                .get("items")
                .findValuesAsString("kind");
    }

    private void assertAllGivenBack() {
        assertNothingLeft(node());
        await("the host to have its disk again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> disks().taken(1) == 0 && disks().taken(2) == 0);
    }
}
