package ai.openclaw.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Nothing that was started before.
        try (var gateway = Bench.gateway(Map.of("OPENCLAW_POOL_MOST", "0"))) {
            new ColdStartBenchmark(Bench.runs(arguments), gateway.api()).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        try (var engine = RawEngine.open(Bench.flags(api), 1)) {
            for (int i = 0; i < runs + 5; i++) {
                double rawMillis = engine.start();
                double gatewayMillis = gatewayStart();
                if (i >= 5) { // the first ones warm both sides up
                    raw.add(rawMillis);
                    gateway.add(gatewayMillis);
                }
            }
        }
        Bench.print("raw create + attach + start", raw);
        Bench.print("accepted → first output byte", gateway);
        System.out.printf(
                "p50 ratio %.2f%n", Bench.percentile(gateway, 50) / Bench.percentile(raw, 50));
    }

    private double gatewayStart() {
        var task = api.submit(Map.of("agent", "shell", "prompt", "echo up"));
        double millis = Bench.untilFirstByte(api, task);
        Bench.awaitEnd(api, task);
        return millis;
    }
}
