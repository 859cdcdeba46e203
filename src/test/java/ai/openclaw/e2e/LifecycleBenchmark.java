package ai.openclaw.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// Whole lifecycles a second: tasks that do next to nothing, from a full queue to the last sandbox
/// destroyed, against raw create + attach + start + remove with the same flags at the same
/// parallelism, in one run.
final class LifecycleBenchmark {

    private final int tasks;
    private final Path home;

    private LifecycleBenchmark(int tasks, Path home) {
        this.tasks = tasks;
        this.home = home;
    }

    /// Argument: how many lifecycles at each parallelism, 40 if absent.
    public static void main(String[] arguments) throws Exception {
        int tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        var home = Files.createTempDirectory("openclaw-bench");
        for (int parallelism : new int[] {1, 2, 4, 8}) {
            new LifecycleBenchmark(tasks, home.resolve("home" + parallelism)).run(parallelism);
        }
    }

    private void run(int parallelism) throws Exception {
        var settings =
                Map.of(
                        "OPENCLAW_SANDBOX_ENGINE",
                        "docker",
                        "OPENCLAW_SANDBOX_IMAGE",
                        SandboxImage.name(),
                        "OPENCLAW_WORKERS",
                        Integer.toString(parallelism));
        try (var gateway = GatewayProcess.start(home, settings)) {
            var api = gateway.api();
            var create = flags(api);
            through(api, 10); // warms the gateway up
            double raw = tasks / seconds(() -> rawLifecycles(create, parallelism));
            double ours = tasks / seconds(() -> through(api, tasks));
            System.out.printf(
                    "parallelism %d: raw %.2f/s, gateway %.2f/s, ratio %.2f (n=%d)%n",
                    parallelism, raw, ours, ours / raw, tasks);
        }
    }

    private static JsonNode flags(Api api) throws IOException {
        var task = api.submit(Map.of("agent", "shell", "prompt", "sleep 3"));
        Awaitility.await()
                .until(() -> !api.get("/tasks/" + task).at("/attempts/0/sandbox").isNull());
        var sandbox = api.get("/tasks/" + task).at("/attempts/0/sandbox").asString();
        return RawEngine.like("openclaw-sbx-" + sandbox);
    }

    private boolean rawLifecycles(JsonNode create, int parallelism)
            throws InterruptedException, ExecutionException {
        Callable<String> lifecycle =
                () -> {
                    var id = RawEngine.untilFirstByte(create);
                    RawEngine.call("DELETE", "/containers/" + id + "?force=1&v=1", null);
                    return id;
                };
        try (var threads = Executors.newFixedThreadPool(parallelism)) {
            for (var done : threads.invokeAll(Collections.nCopies(tasks, lifecycle))) {
                done.get();
            }
        }
        return true;
    }

    private static boolean through(Api api, int count) {
        var batch = new ArrayList<Map<String, String>>();
        for (int i = 0; i < count; i++) {
            batch.add(Map.of("agent", "shell", "prompt", "echo up"));
        }
        var ids = new ArrayList<String>();
        var answer = api.post("/tasks/batch", Map.of("tasks", batch));
        Api.expect(202, answer).get("tasks").forEach(t -> ids.add(t.get("id").asString()));
        List<String> left = new ArrayList<>(ids);
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    // the last of a queue ends last; asking for all would load the gateway
                    while (!left.isEmpty() && over(api, left.getLast())) {
                        left.removeLast();
                    }
                    return left.isEmpty();
                });
        return true;
    }

    private static boolean over(Api api, String task) {
        return EndToEnd.FINISHED.contains(api.get("/tasks/" + task).get("state").asString());
    }

    private static double seconds(Callable<Boolean> work) throws Exception {
        long began = System.nanoTime();
        work.call();
        return (System.nanoTime() - began) / 1e9;
    }
}
