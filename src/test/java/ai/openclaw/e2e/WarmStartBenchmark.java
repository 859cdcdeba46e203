package ai.openclaw.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// Warm and cold starts in turn, in one run: from the gateway's 202 to the first output byte at a
/// client that follows the log, against `docker run --rm` of the same image and limits. At the end,
/// what a sandbox that waits costs in memory.
final class WarmStartBenchmark {

    private static final int WARM_UP = 10;

    private final int runs;
    private final Api api;
    private final List<Double> raw = new ArrayList<>();
    private final List<Double> warm = new ArrayList<>();
    private final List<Double> cold = new ArrayList<>();

    private WarmStartBenchmark(int runs, Api api) {
        this.runs = runs;
        this.api = api;
    }

    /// Argument: how many of each, 40 if absent.
    public static void main(String[] arguments) throws IOException {
        try (var gateway = Bench.gateway(Map.of())) {
            new WarmStartBenchmark(Bench.runs(arguments), gateway.api()).run();
        }
    }

    private void run() throws IOException {
        // In a network like a lane: without one it starts faster.
        try (var engine = RawEngine.open(Bench.flags(api), 1)) {
            for (int i = 0; i < runs + WARM_UP; i++) {
                round(engine.network(), i);
            }
        }
        Bench.print("docker run --rm, to its first byte", raw);
        Bench.print("warm: accepted → first output byte", warm);
        Bench.print("cold: accepted → first output byte", cold);
        System.out.printf(
                "p50 ratio: warm %.3f, cold %.2f of docker run%n",
                Bench.percentile(warm, 50) / Bench.percentile(raw, 50),
                Bench.percentile(cold, 50) / Bench.percentile(raw, 50));
        printMemory();
    }

    private void round(String network, int number) throws IOException {
        awaitPool();
        boolean early = number < WARM_UP - 2;
        double rawMillis = early ? 0 : dockerRun(network);
        double warmMillis = start(Map.of(), true);
        // Other limits than the pool's: nothing fits, so one is made.
        double coldMillis = early ? 0 : start(Map.of("limits", Map.of("pids", 200)), false);
        if (number >= WARM_UP) {
            raw.add(rawMillis);
            warm.add(warmMillis);
            cold.add(coldMillis);
        }
    }

    private double dockerRun(String network) throws IOException {
        long began = System.nanoTime();
        var process =
                new ProcessBuilder(
                                "/usr/bin/docker",
                                "run",
                                "--rm",
                                "--init",
                                "--read-only",
                                "--cap-drop=ALL",
                                "--security-opt=no-new-privileges:true",
                                "--memory=512m",
                                "--memory-swap=512m",
                                "--cpus=1",
                                "--pids-limit=256",
                                "--network=" + network,
                                "--tmpfs=/tmp",
                                "--volume=/workspace",
                                SandboxImage.name(),
                                "/bin/sh",
                                "-c",
                                "echo up")
                        .redirectErrorStream(true)
                        .start();
        int first = process.getInputStream().read();
        double millis = (System.nanoTime() - began) / 1e6;
        var rest = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (first != 'u') {
            throw new IOException("docker run: " + (char) first + rest);
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return millis;
    }

    private double start(Map<String, ?> more, boolean warmly) {
        var request = new HashMap<String, Object>(more);
        request.put("agent", "shell");
        request.put("prompt", "echo up");
        var task = api.submit(request);
        double millis = Bench.untilFirstByte(api, task);
        Bench.awaitEnd(api, task);
        var attempt = api.get("/tasks/" + task).at("/attempts/0");
        if (attempt.get("warm").asBoolean() != warmly) {
            throw new IllegalStateException("expected warm=" + warmly + ": " + attempt);
        }
        return millis;
    }

    private void awaitPool() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> waiting().size() == 2);
        // Nothing of the one before is left that would take a core from the next.
        Awaitility.await().until(() -> api.get("/sandboxes").get("items").size() == 2);
    }

    private List<JsonNode> waiting() {
        var found = new ArrayList<JsonNode>();
        api.get("/sandboxes").get("items").forEach(found::add);
        return found.stream().filter(it -> it.get("state").asString().equals("WARM")).toList();
    }

    private void printMemory() throws IOException {
        awaitPool();
        for (JsonNode sandbox : waiting()) {
            var name = "openclaw-sbx-" + sandbox.get("id").asString();
            var container = RawEngine.call("GET", "/containers/" + name + "/json", null);
            System.out.printf(
                    "warm sandbox, idle: %.2f MiB in its control group, %.1f MiB in its shim%n",
                    sandbox.get("memoryBytes").asLong() / 1048576.0,
                    shim(container.get("Id").asString()) / 1024.0);
        }
    }

    /// KiB of the process that the engine keeps beside each container.
    private static long shim(String container) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process :
                    processes.filter(it -> it.toString().matches("/proc/\\d+")).toList()) {
                try {
                    var command = Files.readString(process.resolve("cmdline"));
                    if (command.contains("containerd-shim") && command.contains(container)) {
                        return Files.readAllLines(process.resolve("status")).stream()
                                .filter(line -> line.startsWith("VmRSS"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum();
                    }
                } catch (IOException e) {
                    // It has ended meanwhile.
                }
            }
        }
        return 0;
    }
}
