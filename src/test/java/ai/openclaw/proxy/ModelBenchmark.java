package ai.openclaw.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the gateway adds to a model call: the time to its first byte, beside a direct call to the
/// same provider, one after the other in pairs; and the heap that open streams take. Client,
/// provider and gateway are one process here, so the heap is what all three of them take.
final class ModelBenchmark {

    private static final int STREAMS = 200;
    private static final int WARM_UP = 200;

    /// As long as a coding agent's first request.
    private static final String REQUEST =
            "{\"model\":\"claude-test\",\"stream\":true,\"max_tokens\":1000,\"system\":\""
                    + "You are careful. ".repeat(3_000)
                    + "\",\"messages\":[]}";

    private ModelBenchmark() {}

    /// @param arguments how many pairs, 300 if it does not say
    public static void main(String[] arguments) throws Exception {
        // It would run all of this a second time, in a class loader of its own.
        System.setProperty("spring.devtools.restart.enabled", "false");
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        try (var calls = new TestCalls(Files.createTempDirectory("openclaw-bench"))) {
            firstByte(calls, pairs);
            heap(calls);
        }
        System.exit(0);
    }

    private static void firstByte(TestCalls calls, int pairs) throws Exception {
        calls.provider.on("/v1/messages", ScriptedProvider.stream(Recorded.ANTHROPIC_STREAM));
        var task = calls.stand();
        var direct =
                HttpRequest.newBuilder(URI.create(calls.provider.url() + "/v1/messages"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(REQUEST))
                        .build();
        var through = task.post("/v1/messages", REQUEST).build();
        var straight = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        for (int i = 0; i < WARM_UP + pairs; i++) {
            double one = millis(direct);
            double other = millis(through);
            if (i >= WARM_UP) {
                straight.add(one);
                ours.add(other);
            }
        }
        task.end();
        print("direct", straight);
        print("through the gateway", ours);
        System.out.printf(
                Locale.ROOT,
                "added: p50 %.1f ms, p99 %.1f ms (a request of %d KB, n=%d)%n",
                percentile(ours, 50) - percentile(straight, 50),
                percentile(ours, 99) - percentile(straight, 99),
                REQUEST.length() / 1024,
                pairs);
    }

    private static double millis(HttpRequest request) throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<InputStream> answer =
                TestCalls.CLIENT.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            int first = body.read();
            double millis = (System.nanoTime() - began) / 1e6;
            if (answer.statusCode() != 200 || first < 0) {
                throw new IOException("status " + answer.statusCode());
            }
            body.skipNBytes(Recorded.ANTHROPIC_STREAM.getBytes(StandardCharsets.UTF_8).length - 1L);
            return millis;
        }
    }

    private static void heap(TestCalls calls) throws Exception {
        var go = new CountDownLatch(1);
        calls.provider.on(
                "/v1/messages",
                (exchange, _) -> {
                    var out = ScriptedProvider.begin(exchange);
                    out.write("event: ping\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    out.write(Recorded.ANTHROPIC_STREAM.getBytes(StandardCharsets.UTF_8));
                });
        var tasks = List.of(calls.stand(), calls.stand(), calls.stand(), calls.stand());
        tasks.forEach(it -> it.env("OPENCLAW_TASK_TOKEN"));
        long before = heap();
        var answers = new ArrayList<CompletableFuture<HttpResponse<InputStream>>>();
        for (int i = 0; i < STREAMS; i++) {
            answers.add(
                    TestCalls.CLIENT.sendAsync(
                            tasks.get(i % tasks.size()).post("/v1/messages", REQUEST).build(),
                            BodyHandlers.ofInputStream()));
        }
        for (var answer : answers) {
            if (answer.get(60, TimeUnit.SECONDS).body().read() < 0) {
                throw new IOException("no first byte");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d open streams, each with a request of %d KB: %.1f MB of heap more%n",
                STREAMS,
                REQUEST.length() / 1024,
                (heap() - before) / 1e6);
        go.countDown();
        for (var answer : answers) {
            answer.get().body().readAllBytes();
        }
        tasks.forEach(TestCalls.Standing::end);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(Duration.ofMillis(300));
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "%-22s p50 %.1f ms  p95 %.1f ms  p99 %.1f ms%n",
                what,
                percentile(millis, 50),
                percentile(millis, 95),
                percentile(millis, 99));
    }

    private static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
