package ai.openclaw.e2e;

import ai.openclaw.database.RestartablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// Cancellations posted to another gateway than the one that runs the task: from the request to the
/// SIGTERM in the program, by the program's own clock, beside the same at the gateway that runs it.
final class CrossCancelBenchmark {

    private static final String TELLS =
            "trap 'date +%s%N; exit 0' TERM; echo up; sleep 600 & wait; wait";

    private CrossCancelBenchmark() {}

    /// Argument: how many of each, 40 if absent.
    public static void main(String[] arguments) throws IOException {
        var place = Files.createTempDirectory("openclaw-bench");
        try (var postgres = RestartablePostgres.start(place.resolve("pg"));
                var runs = gateway(place.resolve("a"), postgres);
                var other = gateway(place.resolve("b"), postgres)) {
            var here = runs.api();
            var there = new Api(other.address(), runs.token());
            // It claims nothing, and does all else.
            Api.expect(202, there.post("/nodes/" + other.node() + "/drain"));
            Awaitility.await().until(() -> there.get("/nodes").toString().contains("\"DRAINED\""));
            List<Double> own = new ArrayList<>();
            List<Double> crossing = new ArrayList<>();
            for (int i = 0; i < Bench.runs(arguments) + 3; i++) {
                double first = cancellation(here, here);
                double second = cancellation(here, there);
                if (i >= 3) { // the first ones warm both up
                    own.add(first);
                    crossing.add(second);
                }
            }
            Bench.print("cancel where it runs → SIGTERM", own);
            Bench.print("cancel at another → SIGTERM", crossing);
        }
    }

    private static GatewayProcess gateway(Path home, RestartablePostgres postgres) {
        var settings = new HashMap<String, String>();
        settings.put("OPENCLAW_SANDBOX_ENGINE", "docker");
        settings.put("OPENCLAW_SANDBOX_IMAGE", SandboxImage.name());
        settings.put("OPENCLAW_LANES", "6");
        settings.put("DATABASE_URL", postgres.url());
        return GatewayProcess.start(home, settings);
    }

    private static double cancellation(Api submit, Api cancel) {
        var task = submit.submit(Map.of("agent", "shell", "prompt", TELLS));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> lines(submit, task).contains("up"));
        long began = nanos();
        Api.expect(202, cancel.post("/tasks/" + task + "/cancellation"));
        Bench.awaitEnd(submit, task);
        return (Long.parseLong(lines(submit, task).getLast()) - began) / 1e6;
    }

    private static long nanos() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private static List<String> lines(Api api, String task) {
        return api.text("/tasks/" + task + "/logs", "text/plain").lines().toList();
    }
}
