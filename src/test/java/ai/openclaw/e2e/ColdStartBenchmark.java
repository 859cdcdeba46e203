package ai.openclaw.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// Cold starts: from the gateway's 202 to the first output byte at a client that follows the log,
/// against raw create + attach + start of the same image with the same flags, in turn, in one run.
final class ColdStartBenchmark {

    private final int runs;
    private final Api api;
    private final List<Double> gateway = new ArrayList<>();
    private final List<Double> raw = new ArrayList<>();

    private ColdStartBenchmark(int runs, Api api) {
        this.runs = runs;
        this.api = api;
    }

    /// Argument: how many pairs, 40 if absent.
    public static void main(String[] arguments) throws IOException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        var home = Files.createTempDirectory("openclaw-bench").resolve("home");
        var settings =
                Map.of(
                        "OPENCLAW_SANDBOX_ENGINE",
                        "docker",
                        "OPENCLAW_SANDBOX_IMAGE",
                        SandboxImage.name(),
                        // nothing that was started before
                        "OPENCLAW_POOL_MOST",
                        "0");
        try (var process = GatewayProcess.start(home, settings)) {
            new ColdStartBenchmark(runs, process.api()).run();
        }
    }

    private void run() throws IOException {
        var create = sameFlags();
        for (int i = 0; i < runs + 5; i++) {
            double rawMillis = rawStart(create);
            double gatewayMillis = gatewayStart();
            if (i >= 5) { // the first ones warm both sides up
                raw.add(rawMillis);
                gateway.add(gatewayMillis);
            }
        }
        print("raw create + attach + start", raw);
        print("accepted → first output byte", gateway);
        System.out.printf("p50 ratio %.2f%n", percentile(gateway, 50) / percentile(raw, 50));
    }

    /// A create request with the flags that the gateway used, read off one of its own sandboxes.
    private JsonNode sameFlags() throws IOException {
        var task = api.submit(Map.of("agent", "shell", "prompt", "echo up; sleep 2"));
        firstByte(task);
        var sandbox = api.get("/tasks/" + task).at("/attempts/0/sandbox").asString();
        var create = RawEngine.like("openclaw-sbx-" + sandbox);
        finished(task);
        return create;
    }

    private double rawStart(JsonNode create) throws IOException {
        long began = System.nanoTime();
        var id = RawEngine.untilFirstByte(create);
        double millis = (System.nanoTime() - began) / 1e6;
        RawEngine.call("DELETE", "/containers/" + id + "?force=1&v=1", null);
        return millis;
    }

    private double gatewayStart() {
        var task = api.submit(Map.of("agent", "shell", "prompt", "echo up"));
        long accepted = System.nanoTime();
        firstByte(task);
        double millis = (System.nanoTime() - accepted) / 1e6;
        finished(task);
        return millis;
    }

    private void firstByte(String task) {
        try (var events =
                api.lines("/tasks/" + task + "/logs", Map.of("Accept", "text/event-stream"))) {
            var _ = events.filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
        }
    }

    private void finished(String task) {
        Awaitility.await()
                .until(() ->
                        EndToEnd.FINISHED.contains(
                                api.get("/tasks/" + task).get("state").asString()));
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                "%-30s n=%d  p50 %.0f ms  p99 %.0f ms  (%.0f–%.0f)%n",
                what,
                millis.size(),
                percentile(millis, 50),
                percentile(millis, 99),
                Collections.min(millis),
                Collections.max(millis));
    }

    private static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
