package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `kill -9` of the gateway loses no task and leaves no sandbox, by the engine's own account.
class CrashTest extends EndToEnd {

    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_WORKERS", "10");
    }

    @Test
    void killedGatewayWithTenRunningAndFiftyWaitingEndsAllSixtyWithOneSuccessEach() {
        var tasks = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            // the first ten take all workers until the crash, and are quick when run again
            var work = i < 10 ? "test $OPENCLAW_ATTEMPT -gt 1 || sleep 600; " : "";
            tasks.add(shell("echo begin; " + work + "echo end"));
        }
        await("ten to run")
                .atMost(Duration.ofMinutes(2))
                .until(() -> tasks.stream().filter(this::printed).count() >= 10);
        var node = node();

        gateway.kill();
        gateway.restart();
        api = gateway.api();
        tasks.forEach(this::finished);

        assertNothingLeft(node);
        assertEveryTaskSucceededOnce(tasks);
        assertEngineAgrees(node, tasks);
        assertDatabaseAgrees(node);
    }

    private boolean printed(String task) {
        return api.get("/tasks/" + task).get("state").asString().equals("RUNNING")
                && log(task).contains("begin");
    }

    private void assertEveryTaskSucceededOnce(List<String> tasks) {
        int interrupted = 0;
        for (String id : tasks) {
            var task = api.get("/tasks/" + id);
            assertThat(task.get("state").asString()).as("%s", task).isEqualTo("SUCCEEDED");
            assertThat(attempts(task).stream().filter(a -> state(a).equals("SUCCEEDED")))
                    .hasSize(1);
            for (JsonNode attempt : attempts(task)) {
                if (!state(attempt).equals("SUCCEEDED")) {
                    assertThat(attempt.get("reason").asString()).isEqualTo("INFRASTRUCTURE");
                    assertThat(attempt.get("detail").asString()).contains("gateway");
                    interrupted++;
                }
            }
        }
        assertThat(interrupted).isEqualTo(10);
    }

    /// Every sandbox that the engine started belongs to an attempt and the other way round; it
    /// started once, ended once and is gone; and it ended with 0 exactly where the attempt
    /// succeeded.
    private void assertEngineAgrees(String node, List<String> tasks) {
        var byEngine = ledger.bySandbox(node);
        byEngine.keySet().removeAll(waiting());
        byEngine.keySet().removeAll(probed());
        Map<String, JsonNode> byGateway = new HashMap<>();
        for (String id : tasks) {
            for (JsonNode attempt : attempts(api.get("/tasks/" + id))) {
                attempt.get("sandbox").asStringOpt().ifPresent(s -> byGateway.put(s, attempt));
            }
        }
        Set<String> started = new HashSet<>();
        byEngine.forEach((sandbox, events) -> {
            var actions = events.stream().map(EngineLedger.Event::action).toList();
            assertThat(actions).contains("destroy");
            if (!actions.contains("start")) {
                return;
            }
            started.add(sandbox);
            assertThat(actions).containsOnlyOnce("create", "start", "die", "destroy");
            var attempt = byGateway.get(sandbox);
            var exit =
                    events.stream()
                            .filter(e -> e.action().equals("die"))
                            .map(EngineLedger.Event::exitCode)
                            .findFirst()
                            .orElseThrow();
            if (attempt != null) {
                assertThat(exit.equals("0")).isEqualTo(state(attempt).equals("SUCCEEDED"));
            } else {
                assertThat(exit).as("a sandbox of no attempt ran nothing").isNotEqualTo("0");
            }
        });
        assertThat(started).containsAll(byGateway.keySet());
    }

    /// The rows name the very sandboxes that the engine started, each with its own ending, and no
    /// job waits any more.
    private void assertDatabaseAgrees(String node) {
        var exits = new TreeMap<String, String>();
        ledger.bySandbox(node)
                .forEach((sandbox, events) ->
                        events.stream()
                                .filter(e -> e.action().equals("die"))
                                .forEach(e -> exits.put(sandbox, e.exitCode())));
        var bySql = new TreeMap<String, String>();
        int unfinished;
        try (var connection = gateway.sql();
                var statement = connection.createStatement()) {
            try (var rows =
                    statement.executeQuery(
                            "select sandbox, state from attempt where sandbox is not null")) {
                while (rows.next()) {
                    bySql.put(rows.getString(1), rows.getString(2));
                }
            }
            try (var rows =
                    statement.executeQuery(
                            """
                            select (select count(*) from attempt
                                     where finished_at is null
                                        or (sandbox is not null and destroyed_at is null))
                                 + (select count(*) from jobrunr_jobs
                                     where state in ('ENQUEUED', 'SCHEDULED'))
                            """)) {
                rows.next();
                unfinished = rows.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        exits.keySet().removeAll(probed());
        assertThat(unfinished).as("attempts that are not over, and jobs that wait").isZero();
        assertThat(exits.keySet()).containsAll(bySql.keySet());
        assertThat(bySql.entrySet().stream().filter(e -> e.getValue().equals("SUCCEEDED")))
                .hasSize(60)
                .allSatisfy(e -> assertThat(exits.get(e.getKey())).isEqualTo("0"));
        assertThat(exits.entrySet().stream().filter(e -> e.getValue().equals("0"))).hasSize(60);
    }

    /// Those in which the gateway ran hostile programs of its own, by the receipts that it has for
    /// them; whatever else ended with 0 has run a task.
    private Set<String> probed() {
        try (var connection = gateway.sql();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select sandbox from receipt")) {
            var found = new HashSet<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> attempts(JsonNode task) {
        return StreamSupport.stream(task.get("attempts").spliterator(), false).toList();
    }

    private static String state(JsonNode attempt) {
        return attempt.get("state").asString();
    }
}
