package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.sandbox.docker.TinyRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A cancellation works at every step of an attempt on a real engine, and leaves nothing.
class CancelAnywhereTest extends EndToEnd {

    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_WORKERS", "4", "OPENCLAW_TASKS_STOPGRACE", "PT0S");
    }

    @AfterEach
    void nothingIsLeft() {
        assertNothingLeft(node());
    }

    @Test
    void whileTheImageIsPulled() throws Exception {
        try (var registry = new TinyRegistry()) {
            api.put(
                    "/agents/puller",
                    Map.of("image", registry.image(), "command", List.of("/bin/sh", "-c", "true")));
            var id = api.submit(Map.of("agent", "puller", "prompt", "x"));
            registry.half.get(60, TimeUnit.SECONDS);
            cancel(id);

            assertCancelled(id);
            registry.dropped.get(20, TimeUnit.SECONDS);
            assertThat(api.get("/tasks/" + id).at("/attempts/0/sandbox").isNull()).isTrue();
        }
    }

    @Test
    void whileTheSandboxIsMade() {
        var tasks = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            var id = shell("sleep 600");
            awaitState(id, "RUNNING");
            cancel(id);
            tasks.add(id);
        }
        tasks.forEach(this::assertCancelled);
    }

    @Test
    void whileFilesAreCopied() {
        var upload =
                Api.expect(201, api.upload("application/octet-stream", new Zeros(300L << 20)))
                        .get("id")
                        .asString();
        var file = Map.of("path", "big", "upload", upload);
        var id = shell("sleep 600", Map.of("files", List.of(file)));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        kinds(id).stream()
                                .anyMatch(Set.of("sandbox.created", "sandbox.taken")::contains));
        cancel(id);

        assertCancelled(id);
        assertThat(kinds(id)).doesNotContain("files.put", "program.started");
    }

    @Test
    void whileTheProgramRunsAndWhatItLeftIsCollectedBeforeTheSandboxGoes() {
        var id =
                shell(
                        "mkdir -p out; echo kept > out/kept.txt; trap '' TERM; (trap '' TERM; sleep"
                                + " 600) & echo up; sleep 600");
        await().atMost(Duration.ofMinutes(1)).until(() -> log(id).contains("up"));
        cancel(id);

        assertCancelled(id);
        assertThat(kinds(id))
                .containsSubsequence(
                        "program.stopping",
                        "program.ended",
                        "artifacts.collected",
                        "sandbox.destroyed",
                        "attempt.finished");
        assertThat(api.text("/tasks/" + id + "/artifacts/kept.txt", "*/*")).isEqualTo("kept\n");
    }

    private List<String> kinds(String task) {
        return api.get("/tasks/" + task + "/events")
                .get("items")
                .valueStream()
                .map(event -> event.get("kind").asString())
                .toList()
                // They come newest first.
                .reversed();
    }

    private void cancel(String task) {
        Api.expect(202, api.post("/tasks/" + task + "/cancellation"));
    }

    private void assertCancelled(String id) {
        var task = finished(id);
        assertThat(task.get("state").asString()).as("%s", task).isEqualTo("CANCELLED");
        var attempt = task.at("/attempts/0");
        if (!attempt.get("sandbox").isNull()) {
            assertThat(attempt.get("destroyedAt").isNull()).as("%s", task).isFalse();
        }
    }

    /// So many zeros.
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int size = (int) Math.min(length, left);
            java.util.Arrays.fill(target, offset, offset + size, (byte) 0);
            left -= size;
            return size == 0 ? -1 : size;
        }
    }
}
