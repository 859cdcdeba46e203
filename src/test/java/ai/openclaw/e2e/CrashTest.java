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
import java.util.stream.IntStream;
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
    void killedGatewayGoesOnWithTenRunningAndEndsAllSixtyInTheirFirstAttempts() {
        var tasks = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            tasks.add(
                    shell(
                            i < 10
                                    ? LONG + "exit $((%d %% 2 * 3))".formatted(i)
                                    : "echo begin; echo end"));
        }
        await("ten to run")
                .atMost(Duration.ofMinutes(2))
                .until(() -> tasks.stream().filter(this::printed).count() >= 10);
        var node = node();
        var before = attemptsOf(tasks);

        gateway.kill();
        gateway.restart();
        api = gateway.api();
        tasks.forEach(this::finished);

        assertNothingLeft(node);
        assertThat(attemptsOf(tasks)).containsAllEntriesOf(before);
        assertEveryTaskEndedAsItWould(tasks);
        assertEngineAgrees(node, tasks);
        assertDatabaseAgrees(node);
    }

    /// Prints on while the gateway is away, and beyond; the even ones succeed.
    private static final String LONG =
            """
            i=1; echo begin
            while [ $i -le 300 ]; do echo line $i; echo error $i >&2; sleep 0.1; i=$((i + 1)); done
            printf end
            """;

    /// The first attempt's sandbox, by task, of those that have one.
    private Map<String, String> attemptsOf(List<String> tasks) {
        var found = new HashMap<String, String>();
        for (String id : tasks) {
            attempts(api.get("/tasks/" + id))
                    .getFirst()
                    .get("sandbox")
                    .asStringOpt()
                    .ifPresent(sandbox -> found.put(id, sandbox));
        }
        return found;
    }

    private boolean printed(String task) {
        return api.get("/tasks/" + task).get("state").asString().equals("RUNNING")
                && log(task).contains("begin");
    }

    /// In one attempt, with its own exit code and every line of each stream once.
    private void assertEveryTaskEndedAsItWould(List<String> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            var task = api.get("/tasks/" + tasks.get(i));
            int exit = i < 10 ? i % 2 * 3 : 0;
            assertThat(attempts(task)).as("%s", task).hasSize(1);
            var attempt = attempts(task).getFirst();
            assertThat(attempt.get("exitCode").asInt()).as("%s", task).isEqualTo(exit);
            assertThat(state(attempt)).isEqualTo(exit == 0 ? "SUCCEEDED" : "FAILED");
            assertThat(lines(tasks.get(i), "stdout")).isEqualTo(i < 10 ? longOut() : SHORT);
            assertThat(lines(tasks.get(i), "stderr")).isEqualTo(i < 10 ? longErr() : List.of());
            assertThat(lines(tasks.get(i), "gap")).isEmpty();
        }
    }

    private static final List<String> SHORT = List.of("begin", "end");

    private List<String> lines(String task, String stream) {
        return logLines(task).stream()
                .filter(line -> line.get("stream").asString().equals(stream))
                .map(line -> line.get("text").asString())
                .toList();
    }

    private static List<String> longOut() {
        var lines = new ArrayList<>(List.of("begin"));
        IntStream.rangeClosed(1, 300).forEach(i -> lines.add("line " + i));
        lines.add("end");
        return lines;
    }

    private static List<String> longErr() {
        return IntStream.rangeClosed(1, 300).mapToObj(i -> "error " + i).toList();
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
                                     where state in ('ENQUEUED', 'SCHEDULED')
                                       and recurringJobId is null)
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
                .hasSize(55)
                .allSatisfy(e -> assertThat(exits.get(e.getKey())).isEqualTo("0"));
        assertThat(exits.entrySet().stream().filter(e -> e.getValue().equals("0"))).hasSize(55);
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
