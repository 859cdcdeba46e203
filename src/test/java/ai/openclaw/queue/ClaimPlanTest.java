package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How Postgres goes about the claim, however long the queue is. The plans are made of what the
/// claim sets and asks, without statistics, as just after a flood. `docs/queue.md` has the times
/// that this prints.
class ClaimPlanTest {

    private final Database database = TestPostgres.freshDatabase();
    private final TestQueue queue = new TestQueue(database);
    private final UUID node = UUID.randomUUID();

    @BeforeEach
    void node() {
        database.jdbc()
                .sql("insert into node (id, name, version, workers) values (?, 'n', '1', 8)")
                .param(node)
                .update();
    }

    @Test
    void emptyAndShortQueuesArePlannedAsLongOnes() throws SQLException {
        queue.agent("a", null);
        assertIndexed("nothing waiting", 0);
        load(1_000, "a", "null");
        assertIndexed("1,000 waiting", 8);
    }

    @Test
    void hundredThousandWaitingAreNotRead() throws SQLException {
        queue.agent("a", null);
        for (int i = 0; i < 500; i++) {
            queue.agent("agent" + i, null);
        }
        load(100_000, "a", "null");
        assertIndexed("100,000 waiting", 8);
        load("agent' || (i % 500) || '", 499, "null", "0 seconds");
        assertIndexed("100,000 of one agent, one each of 499 others", 8);
        database.jdbc()
                .sql("update agent_version set spec = '{\"concurrency\": 1}' where name = 'a'")
                .update();
        run("a", null);
        assertIndexed("100,000 behind a full limit, one each of 499 others", 8);
        database.jdbc()
                .sql("update agent set paused_at = now(), paused_by = 'x' where name <> 'a'")
                .update();
        assertIndexed("everything behind a limit or paused", 0);
    }

    @Test
    void thoseBehindAKeyArePassedOverInTheIndex() throws SQLException {
        queue.agent("a", null);
        load(20_000, "a", "'k'");
        assertIndexed("20,000 of one key, free", 1);
        run("a", "k");
        load("a", 3, "null", "0 seconds");
        assertIndexed("20,000 behind one key, 3 behind them", 3);
    }

    @Test
    void delayedOnesAreNotLookedAt() throws SQLException {
        queue.agent("a", null);
        load("a", 20_000, "null", "1 hour");
        load("a", 3, "null", "0 seconds");
        assertIndexed("20,000 delayed, 3 due", 3);
    }

    /// That as many would be claimed, and how.
    private void assertIndexed(String what, int claimed) throws SQLException {
        var plan = new ArrayList<String>();
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (var settings = connection.createStatement()) {
                settings.execute(Claim.PLAN);
            }
            for (int round = 0; round < 2; round++) {
                plan.clear();
                try (var explain =
                        connection.prepareStatement(
                                "explain (analyze, costs off, timing off) " + Claim.SQL)) {
                    explain.setInt(1, 8);
                    explain.setObject(2, node);
                    try (var rows = explain.executeQuery()) {
                        while (rows.next()) {
                            plan.add(rows.getString(1));
                        }
                    }
                }
                connection.rollback();
                try (var settings = connection.createStatement()) {
                    settings.execute(Claim.PLAN);
                }
            }
            connection.rollback();
        }
        String time = plan.getLast();
        System.out.println("claim, " + what + ": " + time);
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan)
                .filteredOn(line -> line.matches(".* on (attempt|task|jobrunr_jobs) .*"))
                .filteredOn(line -> !line.contains("Update on"))
                .allMatch(line ->
                        line.matches(
                                ".* using (attempt_line|attempt_running(_on)?|\\w+_pkey) on .*"));
        assertThat(plan).anyMatch(line -> line.contains("using attempt_line"));
        // A key's own line is passed over row by row, nothing else is.
        if (!what.contains("key")) {
            assertThat(plan).noneMatch(line -> line.matches(".*Removed by .*: \\d{4,}"));
        }
        assertThat(plan.getFirst()).contains("rows=" + claimed + " ");
    }

    private void load(int count, String agent, String key) {
        load(agent, count, key, "-1 hours");
    }

    /// Tasks and attempts with their jobs, a millisecond apart.
    ///
    /// @param agent inside quotes, an expression of `i` outside of them
    private void load(String agent, int count, String key, String delay) {
        database.transactions()
                .executeWithoutResult(_ -> {
                    for (String table : List.of("task", "attempt", "jobrunr_jobs")) {
                        database.jdbc()
                                .sql("alter table " + table + " disable trigger user")
                                .update();
                    }
                    database.jdbc()
                            .sql(
                                    """
                                    with made as materialized (
                                      select gen_random_uuid() as task, gen_random_uuid() as attempt,
                                        '%s' as agent, %s as key,
                                        now() + interval '%s' + i * interval '1 ms' - interval '1 s'
                                          as due
                                      from generate_series(1, %d) i),
                                    tasks as (
                                      insert into task (id, agent, agent_version, max_attempts,
                                        spec, run_at, concurrency_key)
                                      select task, agent, 1, 1, '{}', due, key from made),
                                    attempts as (
                                      insert into attempt (id, task, number, agent, due_at,
                                        concurrency_key)
                                      select attempt, task, 1, agent, due, key from made)
                                    insert into jobrunr_jobs (id, version, jobAsJson, jobSignature,
                                      state, createdAt, updatedAt)
                                    select attempt, 1, '{}', 'x', 'ENQUEUED', now(), now() from made
                                    """
                                            .formatted(agent, key, delay, count))
                            .update();
                    for (String table : List.of("task", "attempt", "jobrunr_jobs")) {
                        database.jdbc()
                                .sql("alter table " + table + " enable trigger user")
                                .update();
                    }
                });
    }

    /// One attempt that runs.
    private void run(String agent, @Nullable String key) {
        var attempt =
                queue.add(agent, 1, ", concurrency_key", key == null ? ", null" : ", '" + key + "'")
                        .getFirst();
        database.jdbc()
                .sql("update attempt set state = 'RUNNING' where id = ?")
                .param(attempt.value())
                .update();
    }
}
