package ai.openclaw.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;

/// What the benchmarks share: a gateway of their own, and how figures are told.
final class Bench {

    private Bench() {}

    /// A gateway on the Docker engine with these settings beside the usual ones.
    static GatewayProcess gateway(Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings);
        all.put("OPENCLAW_SANDBOX_ENGINE", "docker");
        all.put("OPENCLAW_SANDBOX_IMAGE", SandboxImage.name());
        return GatewayProcess.start(
                Files.createTempDirectory("openclaw-bench").resolve("home"), all);
    }

    /// The first argument, 40 if there is none.
    static int runs(String[] arguments) {
        return arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
    }

    /// Enqueues and follows a task.
    ///
    /// @return the milliseconds from its acceptance to the first byte of its output
    static double untilFirstByte(Api api, String task) {
        long accepted = System.nanoTime();
        try (var events =
                api.lines("/tasks/" + task + "/logs", Map.of("Accept", "text/event-stream"))) {
            var _ = events.filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
        }
        return (System.nanoTime() - accepted) / 1e6;
    }

    static void awaitEnd(Api api, String task) {
        Awaitility.await().until(() -> over(api, task));
    }

    static boolean over(Api api, String task) {
        return EndToEnd.FINISHED.contains(api.get("/tasks/" + task).get("state").asString());
    }

    /// The flags of a sandbox that the gateway makes for its `shell` agent.
    static RawEngine.Flags flags(Api api) throws IOException {
        var task = api.submit(Map.of("agent", "shell", "prompt", "echo up; sleep 3"));
        untilFirstByte(api, task);
        var sandbox = api.get("/tasks/" + task).at("/attempts/0/sandbox").asString();
        var flags = RawEngine.flags("openclaw-sbx-" + sandbox);
        awaitEnd(api, task);
        return flags;
    }

    static void print(String what, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "%-36s n=%d  p50 %.0f ms  p95 %.0f ms  p99 %.0f ms  (%.0f–%.0f)%n",
                what,
                millis.size(),
                percentile(millis, 50),
                percentile(millis, 95),
                percentile(millis, 99),
                Collections.min(millis),
                Collections.max(millis));
    }

    static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
