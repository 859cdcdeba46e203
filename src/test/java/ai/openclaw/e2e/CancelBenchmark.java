package ai.openclaw.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// Cancellations with zero grace: from the request to no process of the sandbox alive, seen in the
/// host's `/proc`, against a raw kill of a container that runs the same. Must run on the engine's
/// host.
final class CancelBenchmark {

    /// Processes that ignore what can be ignored.
    private static final String STUBBORN =
            "trap '' TERM; for i in 1 2 3 4 5; do (while :; do sleep 1; done) & done; echo up; wait";

    private final Api api;
    private final List<Double> gateway = new ArrayList<>();
    private final List<Double> raw = new ArrayList<>();

    private CancelBenchmark(Api api) {
        this.api = api;
    }

    /// Argument: how many pairs, 40 if absent.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var gateway = Bench.gateway(Map.of("OPENCLAW_TASKS_STOPGRACE", "PT0S"))) {
            new CancelBenchmark(gateway.api()).run(Bench.runs(arguments));
        }
    }

    private void run(int runs) throws IOException, InterruptedException {
        for (int i = 0; i < runs + 3; i++) {
            double rawMillis = rawKill();
            double gatewayMillis = cancellation();
            if (i >= 3) { // the first ones warm both sides up
                raw.add(rawMillis);
                gateway.add(gatewayMillis);
            }
        }
        Bench.print("raw kill → none alive", raw);
        Bench.print("cancellation → none alive", gateway);
    }

    private double cancellation() throws IOException, InterruptedException {
        var task = api.submit(Map.of("agent", "shell", "prompt", STUBBORN));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> api.text("/tasks/" + task + "/logs", "text/plain").contains("up"));
        var sandbox = api.get("/tasks/" + task).at("/attempts/0/sandbox").asString();
        var alive = processes("openclaw-sbx-" + sandbox);
        long began = System.nanoTime();
        Api.expect(202, api.post("/tasks/" + task + "/cancellation"));
        double millis = untilNoneIsAlive(alive, began);
        Bench.awaitEnd(api, task);
        return millis;
    }

    private static double rawKill() throws IOException, InterruptedException {
        var create =
                Map.of(
                        "Image",
                        SandboxImage.name(),
                        "Entrypoint",
                        List.of("/bin/sh", "-c", STUBBORN),
                        "HostConfig",
                        Map.of("NetworkMode", "none", "Init", true));
        var id = RawEngine.untilFirstByte(Api.JSON.valueToTree(create));
        try {
            var alive = processes(id);
            long began = System.nanoTime();
            RawEngine.call("POST", "/containers/" + id + "/kill", null);
            return untilNoneIsAlive(alive, began);
        } finally {
            RawEngine.call("DELETE", "/containers/" + id + "?force=1&v=1", null);
        }
    }

    /// By the host's numbers.
    private static List<Path> processes(String container) throws IOException {
        return RawEngine.call("GET", "/containers/" + container + "/top?ps_args=-o%20pid", null)
                .get("Processes")
                .valueStream()
                .map(row -> Path.of("/proc", row.get(0).asString()))
                .toList();
    }

    private static double untilNoneIsAlive(List<Path> processes, long began)
            throws InterruptedException {
        while (processes.stream().anyMatch(CancelBenchmark::alive)) {
            if (System.nanoTime() - began > Duration.ofMinutes(1).toNanos()) {
                throw new IllegalStateException("still alive after a minute: " + processes);
            }
            Thread.sleep(1);
        }
        return (System.nanoTime() - began) / 1e6;
    }

    /// A zombie is not.
    private static boolean alive(Path process) {
        try {
            var stat = Files.readString(process.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
