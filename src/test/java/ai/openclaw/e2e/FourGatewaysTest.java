package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.RestartablePostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Four gateways on one Postgres: limits hold between them, any of them answers for the others, and
/// what one leaves the others take over.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FourGatewaysTest {

    private static final int LIMIT = 3;

    /// Tells by the sandbox's own clock when it began and when it ended.
    private static final String STAMPS = "date +%s%N; sleep 0.6; date +%s%N";

    @TempDir static Path directory;
    private final List<GatewayProcess> gateways = Collections.synchronizedList(new ArrayList<>());
    private final List<Api> apis = new ArrayList<>();
    private RestartablePostgres postgres;

    @BeforeAll
    void start() {
        postgres = RestartablePostgres.start(directory.resolve("pg"));
        startOne(0);
        IntStream.range(1, 4).parallel().forEach(this::startOne);
        gateways.forEach(it -> apis.add(new Api(it.address(), gateways.getFirst().token())));
    }

    private void startOne(int number) {
        var settings =
                Map.of(
                        "OPENCLAW_SANDBOX_ENGINE", "docker",
                        "OPENCLAW_SANDBOX_IMAGE", SandboxImage.name(),
                        "DATABASE_URL", postgres.url(),
                        "OPENCLAW_WORKERS", "4",
                        "OPENCLAW_LANES", "6",
                        "OPENCLAW_POOL_MOST", "0",
                        "OPENCLAW_TAKEOVER", "PT12S");
        gateways.add(
                GatewayProcess.start(
                        directory.resolve("h" + number),
                        settings,
                        GatewayProgram.QUICK.toArray(String[]::new)));
    }

    @AfterAll
    void end() {
        gateways.parallelStream().forEach(GatewayProcess::close);
        postgres.close();
    }

    @Test
    void limitsHoldAtEveryInstantByTheSandboxesOwnStamps() {
        api(0).put(
                        "/agents/narrow",
                        Map.of(
                                "image", SandboxImage.name(),
                                "command", List.of("sh", "-c", STAMPS),
                                "concurrency", LIMIT));
        var narrow = new ArrayList<String>();
        var keyed = new ArrayList<String>();
        for (int i = 0; i < 10 * LIMIT; i++) {
            narrow.add(api(i).submit(Map.of("agent", "narrow", "prompt", "x")));
            if (i % LIMIT == 0) {
                keyed.add(api(i).submit(shell(STAMPS, Map.of("concurrencyKey", "one"))));
            }
        }

        // A slow engine may never start as many as there may be.
        assertThat(mostAtATime(narrow)).isBetween(2, LIMIT);
        assertThat(mostAtATime(keyed)).isEqualTo(1);
        var nodes = new HashSet<String>();
        narrow.forEach(id -> nodes.add(attempts(id).getFirst().get("node").asString()));
        assertThat(nodes).as("nodes that took part").hasSizeGreaterThan(1);
    }

    @Test
    void whatAFrozenGatewayRanIsTakenOverAndEndsForGood() {
        var task = api(0).submit(shell("echo begun; exec sleep 600", Map.of()));
        await("the task to say something")
                .atMost(Duration.ofMinutes(1))
                .until(() -> lines(0, task).contains("begun"));
        var first = attempts(task).getFirst();
        var frozen = gatewayOf(first.get("node").asString());
        int watcher = (gateways.indexOf(frozen) + 1) % gateways.size();

        frozen.signal("STOP");
        try {
            await("another gateway to run it")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> lines(watcher, task).size() == 2);
        } finally {
            frozen.signal("CONT");
        }

        var attempts = attempts(watcher, task);
        assertThat(attempts).hasSize(2);
        assertThat(attempts.getFirst().get("reason").asString()).isEqualTo("INFRASTRUCTURE");
        assertThat(attempts.getLast().get("node")).isNotEqualTo(first.get("node"));
        var sandbox = first.get("sandbox").asString();
        await("the sandbox of the one that woke to be gone")
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        !EngineLedger.leftovers(first.get("node").asString())
                                .contains("openclaw-sbx-" + sandbox));

        // By a gateway that does not run it.
        int other = gateways.indexOf(frozen);
        Api.expect(202, api(other).post("/tasks/" + task + "/cancellation"));
        assertThat(finished(other, task).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(lines(other, task)).containsExactly("begun", "begun");
    }

    private Api api(int number) {
        return apis.get(number % apis.size());
    }

    private static Map<String, Object> shell(String script, Map<String, Object> more) {
        var task = new HashMap<>(more);
        task.put("agent", "shell");
        task.put("prompt", script);
        return task;
    }

    /// How many programs ran side by side at the fullest moment.
    private int mostAtATime(List<String> tasks) {
        var begins = new ArrayList<Long>();
        var ends = new ArrayList<Long>();
        for (int i = 0; i < tasks.size(); i++) {
            assertThat(finished(i, tasks.get(i)).get("state").asString()).isEqualTo("SUCCEEDED");
            var stamps = lines(i, tasks.get(i)).stream().mapToLong(Long::parseLong).toArray();
            assertThat(stamps).hasSize(2);
            begins.add(stamps[0]);
            ends.add(stamps[1]);
        }
        return begins.stream()
                .mapToInt(moment -> (int) (upTo(begins, moment) - upTo(ends, moment)))
                .max()
                .orElseThrow();
    }

    private static long upTo(List<Long> stamps, long moment) {
        return stamps.stream().mapToLong(Long::longValue).filter(it -> it <= moment).count();
    }

    private JsonNode finished(int asked, String task) {
        return await("task " + task + " to finish")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> api(asked).get("/tasks/" + task),
                        it -> EndToEnd.FINISHED.contains(it.get("state").asString()));
    }

    private List<String> lines(int asked, String task) {
        return api(asked).text("/tasks/" + task + "/logs", "text/plain").lines().toList();
    }

    private List<JsonNode> attempts(String task) {
        return attempts(0, task);
    }

    private List<JsonNode> attempts(int asked, String task) {
        return api(asked).get("/tasks/" + task).get("attempts").valueStream().toList();
    }

    private GatewayProcess gatewayOf(String node) {
        return gateways.stream().filter(it -> it.node().equals(node)).findFirst().orElseThrow();
    }
}
