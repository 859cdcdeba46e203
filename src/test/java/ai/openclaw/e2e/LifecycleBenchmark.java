package ai.openclaw.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/// Whole lifecycles a second: tasks that do next to nothing, from a full queue to the last sandbox
/// destroyed, against raw create + attach + start + remove with the same flags at the same
/// parallelism, in one run.
final class LifecycleBenchmark {

    private LifecycleBenchmark() {}

    /// Argument: how many lifecycles at each parallelism, 40 if absent.
    public static void main(String[] arguments) throws Exception {
        int tasks = Bench.runs(arguments);
        for (int parallelism : new int[] {1, 2, 4, 8}) {
            run(tasks, parallelism);
        }
    }

    private static void run(int tasks, int parallelism) throws Exception {
        var workers = Map.of("OPENCLAW_WORKERS", Integer.toString(parallelism));
        try (var gateway = Bench.gateway(workers);
                var engine = RawEngine.open(Bench.flags(gateway.api()), parallelism)) {
            var api = gateway.api();
            through(api, 10); // warms the gateway up
            double raw = tasks / seconds(() -> rawLifecycles(engine, tasks, parallelism));
            double ours = tasks / seconds(() -> through(api, tasks));
            System.out.printf(
                    "parallelism %d: raw %.2f/s, gateway %.2f/s, ratio %.2f (n=%d)%n",
                    parallelism, raw, ours, ours / raw, tasks);
        }
    }

    private static boolean rawLifecycles(RawEngine engine, int tasks, int parallelism)
            throws InterruptedException, ExecutionException {
        Callable<Double> lifecycle = engine::start;
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
                    while (!left.isEmpty() && Bench.over(api, left.getLast())) {
                        left.removeLast();
                    }
                    return left.isEmpty();
                });
        return true;
    }

    private static double seconds(Callable<Boolean> work) throws Exception {
        long began = System.nanoTime();
        work.call();
        return (System.nanoTime() - began) / 1e9;
    }
}
