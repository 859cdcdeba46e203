package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/// Two gateways, two engines and one Postgres, all of which fall and come back while hundreds of
/// tasks run. What holds nevertheless is checked from outside (`docs/chaos.md`).
///
/// `-Dchaos.for=PT1H` and `-Dchaos.seed=42` choose length and seed. Without a seed every run draws
/// the same plan, though never the same race.
class ChaosTest {

    /// What of the length is for starting and for coming to rest.
    private static final Duration AROUND = Duration.ofSeconds(95);

    private static final Path RESULTS = Path.of("target/chaos");

    @Test
    void nothingIsLostDoubledOrLeftWhateverFalls() throws Exception {
        var length = Duration.parse(System.getProperty("chaos.for", "PT5M"));
        long seed = Long.getLong("chaos.seed", 4);
        var storm = length.minus(AROUND);
        var plan = ChaosPlan.draw(seed, storm.isNegative() ? Duration.ofSeconds(20) : storm);
        System.out.printf(
                "Chaos: seed %d, %d tasks, %d faults and some cancellations%n",
                seed, plan.jobs().size(), plan.faults().size());
        try (var house =
                new ChaosHouse(
                        Map.of(
                                "OPENCLAW_WORKERS", "6",
                                "OPENCLAW_LANES", "12",
                                "OPENCLAW_TASKS_STOPGRACE", "PT1S"))) {
            var run = new Run(house, plan, seed);
            try {
                run.storm();
                run.rest();
            } finally {
                run.keepLogs();
            }
            var violations = run.violations();
            run.report(violations);
            run.assertLeaksWouldBeSeen();
            assertThat(violations)
                    .as("seed %d; the logs lie in %s", seed, RESULTS.toAbsolutePath())
                    .isEmpty();
            if (length.compareTo(Duration.ofMinutes(5)) >= 0) {
                assertThat(run.accepted()).as("tasks").isGreaterThanOrEqualTo(300);
                assertThat(run.faults()).as("faults").isGreaterThanOrEqualTo(30);
            }
        }
    }

    private static final class Run {

        private final ChaosHouse house;
        private final ChaosPlan plan;
        private final long seed;
        private final RunClock clock = new RunClock();
        private final ChaosClient client;
        private final ChaosFaults faults;
        private List<String> left = List.of();

        Run(ChaosHouse house, ChaosPlan plan, long seed) {
            this.house = house;
            this.plan = plan;
            this.seed = seed;
            this.client = new ChaosClient(house.gateways, clock, seed);
            this.faults = new ChaosFaults(house, clock);
        }

        long accepted() {
            return client.posts().stream().filter(it -> !it.tasks().isEmpty()).count();
        }

        /// Cancellations are faults as well.
        int faults() {
            return faults.done().values().stream().mapToInt(Integer::intValue).sum()
                    + client.cancels();
        }

        /// Posts and breaks until both are done.
        void storm() throws Exception {
            var over = new AtomicBoolean();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = new ArrayList<Future<?>>(faults.begin(plan.faults(), threads));
                for (var job : plan.jobs()) {
                    all.add(
                            threads.submit(() -> {
                                clock.until(job.at());
                                client.use(job);
                                return null;
                            }));
                }
                var watch =
                        threads.submit(() -> {
                            while (!over.get()) {
                                client.look();
                                clock.pause(Duration.ofSeconds(2));
                            }
                            return null;
                        });
                try {
                    for (var part : all) {
                        part.get();
                    }
                } finally {
                    over.set(true);
                    clock.callOff();
                }
                watch.get();
            }
        }

        /// Waits until all has come to its end, and ends the gateways for good.
        void rest() {
            for (int i = 0; i < house.gateways.size(); i++) {
                faults.up(i);
            }
            await("all that was begun to end")
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(this::open, open -> open == 0);
            await("clients to be told")
                    .atMost(Duration.ofMinutes(1))
                    .until(client::look, open -> open == 0);
            drain();
            house.gateways.forEach(GatewayProcess::stop);
            left = house.ours();
        }

        private int open() throws SQLException {
            try (var sql = house.postgres.connect()) {
                return ChaosRows.open(sql);
            }
        }

        private void drain() {
            var api = house.gateways.getFirst().api();
            nodes(api)
                    .forEach(node ->
                            Api.expect(
                                    202,
                                    api.post("/nodes/" + node.get("id").asString() + "/drain")));
            await("both nodes to be drained")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() ->
                            nodes(api).stream()
                                    .allMatch(it -> it.get("state").asString().equals("DRAINED")));
        }

        private static List<JsonNode> nodes(Api api) {
            return api.get("/nodes").get("items").valueStream().toList();
        }

        List<String> violations() throws SQLException {
            var ledger =
                    new Ledger(
                            client.posts(),
                            client.ends(),
                            house.events.stream().flatMap(it -> it.deaths().stream()).toList(),
                            faults.outages(),
                            left);
            try (var sql = house.postgres.connect()) {
                var found = new ArrayList<>(Agreement.flawsOfRows(sql));
                found.addAll(new Invariants(ledger, ChaosRows.read(sql)).violations());
                return found;
            }
        }

        /// A checker that looks at the wrong engine, or asks for the wrong label, finds nothing.
        void assertLeaksWouldBeSeen() {
            var planted = house.plant();
            assertThat(house.ours()).containsAll(planted);
        }

        void report(List<String> violations) throws SQLException, IOException {
            String report;
            try (var sql = house.postgres.connect()) {
                report =
                        ChaosReport.of(
                                seed,
                                clock.now(),
                                client,
                                faults,
                                ChaosRows.read(sql),
                                ChaosRows.events(sql, "attempt.resumed"),
                                violations);
            }
            Files.writeString(RESULTS.resolve("report.txt"), report);
            System.out.println(report);
        }

        void keepLogs() throws IOException {
            FileSystemUtils.deleteRecursively(RESULTS);
            Files.createDirectories(RESULTS);
            for (var log : house.logs()) {
                Files.copy(
                        log,
                        RESULTS.resolve(log.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
