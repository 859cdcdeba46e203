package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk below the database fills up, and gets room again: what was accepted is kept, what
/// cannot be kept is not accepted, and nobody has to start anything.
class FullDiskTest extends EndToEnd {

    @TempDir static Path folder;
    private final Random random = new Random(1);

    /// The disk, mounted where this test's gateway has its home.
    private static Path disk() {
        return directory.resolve(FullDiskTest.class.getSimpleName());
    }

    @Override
    Map<String, String> settings() {
        var image = folder.resolve("image");
        try {
            Files.createDirectories(disk());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Programs.run("truncate", "-s", "400M", image.toString());
        Programs.run("mkfs.ext4", "-q", "-m", "0", image.toString());
        Programs.run("mount", "-o", "loop", image.toString(), disk().toString());
        return Map.of("OPENCLAW_WORKERS", "2", "OPENCLAW_POOL_MOST", "0");
    }

    @AfterAll
    @Override
    void stopGateway() {
        super.stopGateway();
        Programs.run("umount", "-l", disk().toString());
    }

    @Test
    void nothingIsAcceptedThatCannotBeKeptAndAllGoesOnWhenThereIsRoom() throws Exception {
        var accepted = new ArrayList<>(List.of(shell("echo before")));
        finished(accepted.getFirst());
        var running = shell("echo begun; while [ ! -e /tmp/on ]; do sleep 0.1; done; echo end");
        await("it to run")
                .atMost(Duration.ofMinutes(1))
                .until(() -> log(running).contains("begun"));
        accepted.add(running);

        var filler = fill();
        var refused = postUntilRefused(accepted);
        assertThat(refused.status()).as("%s", refused).isEqualTo(503);
        assertThat(refused.retryAfter()).isNotBlank();
        Files.delete(filler);

        await("tasks to be accepted again")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> post("echo after", accepted).status() == 202);
        var sandbox = api.get("/tasks/" + running).at("/attempts/0/sandbox").asString();
        EngineLedger.docker("exec", "openclaw-sbx-" + sandbox, "touch", "/tmp/on");
        for (String task : accepted) {
            assertThat(finished(task).get("state").asString()).isEqualTo("SUCCEEDED");
        }
        assertThat(log(running).lines()).containsExactly("begun", "end");
        assertNothingLeft(node());
    }

    /// What a client learns.
    private record Refusal(int status, String body, String retryAfter) {}

    /// Takes all that is left.
    private Path fill() throws IOException {
        var filler = disk().resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            var some = new byte[1 << 16];
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        return filler;
    }

    /// The database has some room of its own, in files that it made before.
    private Refusal postUntilRefused(List<String> accepted) {
        var noise = new byte[350_000];
        for (int i = 0; i < 1_000; i++) {
            // nothing that the database could store as less
            random.nextBytes(noise);
            var filling = "echo again # " + HexFormat.of().formatHex(noise);
            var answer = post(filling, accepted);
            if (answer.status() != 202) {
                return answer;
            }
        }
        throw new AssertionError("a full disk has no end");
    }

    private Refusal post(String script, List<String> accepted) {
        var answer = api.exchange("/tasks", Map.of("agent", "shell", "prompt", script));
        if (answer.statusCode() == 202) {
            accepted.add(Api.JSON.readTree(answer.body()).get("id").asString());
        }
        return new Refusal(
                answer.statusCode(),
                answer.body(),
                answer.headers().firstValue("Retry-After").orElse(""));
    }
}
