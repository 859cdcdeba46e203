package ai.openclaw.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Whoever uses the gateways while they fall: posts with idempotency keys to any of them, as often
/// as it takes, cancels, and asks how tasks ended. Keeps its own list of what it was told.
final class ChaosClient {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int TRIES = 120;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final List<GatewayProcess> gateways;
    private final RunClock clock;
    private final Random random;
    private final List<Ledger.Post> posts = new ArrayList<>();
    private final Map<String, String> ends = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
    private final AtomicInteger cancels = new AtomicInteger();

    ChaosClient(List<GatewayProcess> gateways, RunClock clock, long seed) {
        this.gateways = gateways;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /// Posts one, and cancels it if that is planned; returns when there is nothing more to do.
    void use(ChaosPlan.Job job) throws InterruptedException {
        var key = "chaos-" + job.script().number();
        var request = new HashMap<>(job.request());
        job.delay().ifPresent(delay -> request.put("runAt", Instant.now().plus(delay).toString()));
        var body = Api.JSON.writeValueAsString(request);
        Set<String> named = new TreeSet<>();
        // Some give up soon and never learn what became of their post.
        int tries = job.script().number() % 12 == 0 ? 2 : TRIES;
        for (int i = 0; i < tries && named.isEmpty(); i++) {
            var answer = send(post("/tasks").header("Idempotency-Key", key), body);
            answers.merge(answer.status(), 1, Integer::sum);
            if (answer.status() == 202 || answer.status() == 200) {
                named.add(answer.json().get("id").asString());
            } else {
                clock.pause(Duration.ofMillis(500));
            }
        }
        synchronized (posts) {
            posts.add(new Ledger.Post(key, Set.copyOf(named), job.script()));
        }
        if (job.cancel().isPresent() && !named.isEmpty()) {
            clock.pause(job.cancel().get());
            cancel(named.iterator().next());
        }
    }

    private void cancel(String task) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            int status = send(post("/tasks/" + task + "/cancellation"), "").status();
            if (status == 202 || status == 409) {
                cancels.addAndGet(status == 202 ? 1 : 0);
                return;
            }
            clock.pause(Duration.ofMillis(500));
        }
    }

    /// Asks after every task whose end it does not know yet.
    ///
    /// @return how many still go on, by what could be learnt
    int look() throws InterruptedException {
        int open = 0;
        for (var post : posts()) {
            for (var task : post.tasks()) {
                if (ends.containsKey(task)) {
                    continue;
                }
                var answer = send(get("/tasks/" + task), "");
                var state = answer.status() == 200 ? answer.json().get("state").asString() : "?";
                if (EndToEnd.FINISHED.contains(state)) {
                    ends.put(task, state);
                } else {
                    open++;
                }
            }
        }
        return open;
    }

    List<Ledger.Post> posts() {
        synchronized (posts) {
            return List.copyOf(posts);
        }
    }

    List<Ledger.End> ends() {
        return ends.entrySet().stream()
                .map(it -> new Ledger.End(it.getKey(), it.getValue()))
                .toList();
    }

    /// To posts of tasks: how often each status came, 0 for none.
    Map<Integer, Integer> answers() {
        return answers;
    }

    /// How many were accepted.
    int cancels() {
        return cancels.get();
    }

    private static HttpRequest.Builder post(String path) {
        return HttpRequest.newBuilder(URI.create("http://gateway/api/v1" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.noBody());
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://gateway/api/v1" + path));
    }

    /// To any of the gateways; status 0 if it did not answer.
    private Api.Answer send(HttpRequest.Builder to, String body) throws InterruptedException {
        GatewayProcess gateway;
        synchronized (random) {
            gateway = gateways.get(random.nextInt(gateways.size()));
        }
        var path = to.build().uri().getPath();
        to.uri(URI.create(gateway.address() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + gateways.getFirst().token());
        if (!body.isEmpty()) {
            to.POST(BodyPublishers.ofString(body));
        }
        try {
            var answer = http.send(to.build(), BodyHandlers.ofString());
            JsonNode json = Api.JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
            return new Api.Answer(answer.statusCode(), json);
        } catch (IOException e) {
            return new Api.Answer(0, Api.JSON.nullNode());
        }
    }
}
