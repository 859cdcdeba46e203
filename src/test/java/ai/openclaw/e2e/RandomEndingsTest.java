package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Three hundred tasks with endings of every kind, some cancelled on the way, while the gateway is
/// killed again and again. Afterwards rows and engine agree, and a planted disagreement is seen.
class RandomEndingsTest extends EndToEnd {

    private static final int TASKS = 300;
    private static final int CRASHES = 3;

    private final long seed = Long.getLong("openclaw.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Kind> tasks = new LinkedHashMap<>();

    /// What a task does, and the ending that it must have.
    private enum Kind {
        SUCCEEDS("echo done; echo kept > out/kept", "SUCCEEDED", ""),
        FAILS("echo sorry >&2; exit 3", "FAILED", "EXIT_CODE"),
        TALKS("seq 5000", "SUCCEEDED", ""),
        LINGERS("sleep 600", "FAILED", "TIMEOUT"),
        IS_CANCELLED("trap '' TERM; sleep 600", "CANCELLED", "CANCELLED");

        final String script;
        final String state;
        final String reason;

        Kind(String script, String state, String reason) {
            this.script = script;
            this.state = state;
            this.reason = reason;
        }
    }

    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_WORKERS", "8");
    }

    @Test
    void rowsAndEngineAgreeAfterwards() throws Exception {
        submitAll();
        for (int crash = 1; crash <= CRASHES; crash++) {
            awaitOver(crash * TASKS / (CRASHES + 1));
            gateway.kill();
            gateway.restart();
            api = gateway.api();
        }
        awaitOver(TASKS);

        var node = node();
        tasks.forEach(this::assertEndedAs);
        List<String> served;
        try (var connection = gateway.sql()) {
            assertThat(Agreement.flawsOfRows(connection)).as("seed %d", seed).isEmpty();
            served = Agreement.sandboxes(connection);
            assertRowsOutOfPlaceAreSeen(connection);
        }
        gateway.stop();
        assertThat(Agreement.flawsOfEngine(ledger, node)).as("seed %d", seed).isEmpty();
        assertThat(ledger.bySandbox(node).keySet()).containsAll(served);
        assertLeaksAreSeen(node);
        gateway.restart();
    }

    private void submitAll() {
        for (int i = 0; i < TASKS; i++) {
            var kind = Kind.values()[random.nextInt(Kind.values().length)];
            Map<String, Object> more =
                    kind == Kind.LINGERS ? Map.of("timeout", "PT1S") : new HashMap<>();
            tasks.put(shell(kind.script, more), kind);
        }
    }

    /// Cancels what is to be cancelled at random moments until so many tasks are over.
    private void awaitOver(int enough) {
        var toCancel =
                new ArrayList<>(
                        tasks.keySet().stream()
                                .filter(t -> tasks.get(t) == Kind.IS_CANCELLED)
                                .filter(t -> !over(t))
                                .toList());
        Collections.shuffle(toCancel, random);
        Awaitility.await(enough + " tasks to be over, seed " + seed)
                .atMost(6, TimeUnit.MINUTES)
                .pollInterval(500, TimeUnit.MILLISECONDS)
                .until(() -> {
                    for (int i = random.nextInt(4); i > 0 && !toCancel.isEmpty(); i--) {
                        api.post("/tasks/" + toCancel.removeLast() + "/cancellation");
                    }
                    return over() >= enough;
                });
    }

    private int over() {
        return FINISHED.stream()
                .mapToInt(state -> api.get("/tasks?limit=500&state=" + state).get("items").size())
                .sum();
    }

    private boolean over(String task) {
        return FINISHED.contains(api.get("/tasks/" + task).get("state").asString());
    }

    private void assertEndedAs(String id, Kind kind) {
        var task = api.get("/tasks/" + id);
        assertThat(task.get("state").asString()).as("%s: %s", kind, task).isEqualTo(kind.state);
        assertThat(task.get("reason").asStringOpt().orElse("")).isEqualTo(kind.reason);
        if (kind == Kind.TALKS) {
            assertThat(log(id).lines().filter(l -> l.equals("5000"))).isNotEmpty();
        }
    }

    private static void assertRowsOutOfPlaceAreSeen(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "update attempt set destroyed_at = null where id ="
                            + " (select id from attempt where sandbox is not null limit 1)");
            assertThat(Agreement.flawsOfRows(connection)).hasSize(1);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void assertLeaksAreSeen(String node) {
        var labels =
                List.of("--label", "ai.openclaw.node=" + node, "--label", "ai.openclaw.sandbox=x");
        var container = new ArrayList<>(List.of("create", "--name", "planted-" + seed));
        container.addAll(labels);
        container.addAll(List.of(SandboxImage.name(), "true"));
        EngineLedger.docker(container.toArray(String[]::new));
        var volume = new ArrayList<>(List.of("volume", "create"));
        volume.addAll(labels);
        var name = EngineLedger.docker(volume.toArray(String[]::new)).getFirst();
        try {
            assertThat(Agreement.flawsOfEngine(ledger, node))
                    .anyMatch(flaw -> flaw.contains("planted-" + seed))
                    .anyMatch(flaw -> flaw.contains(name));
        } finally {
            EngineLedger.docker("rm", "planted-" + seed);
            EngineLedger.docker("volume", "rm", name);
        }
    }
}
