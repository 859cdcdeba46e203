package ai.openclaw.queue;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.AttemptId;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/// How late delayed attempts start, by the database's clock: from when one was due to when its
/// worker had it. The claim and its wake-up are the real ones; there is no sandbox behind them.
/// Single ones on an idle node first, then many in one minute.
final class DelayBenchmark {

    private static final int WORKERS = 8;
    private static final int SINGLE = 100;

    private DelayBenchmark() {}

    /// @param arguments how many in a minute, 10,000 if it does not say
    public static void main(String[] arguments) throws Exception {
        int many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Database database = TestPostgres.freshDatabase();
        var queue = new TestQueue(database);
        queue.agent("a", null);
        var late = new CopyOnWriteArrayList<Double>();
        try (var node =
                new TestNode(
                        database,
                        Files.createTempDirectory("openclaw-bench"),
                        WORKERS,
                        attempt -> {
                            late.add(lateness(database, attempt));
                            queue.finish(attempt);
                        })) {
            node.start();
            warmUp(queue, late);
            for (int i = 0; i < SINGLE; i++) {
                queue.add("a", 1, "", "", 2_000 + i * 400L + " milliseconds");
            }
            awaitAll(late, SINGLE);
            print("one at a time, idle node", late);
            late.clear();
            for (int done = 0; done < many; done += 1_000) {
                int count = Math.min(1_000, many - done);
                database.transactions()
                        .executeWithoutResult(_ -> queue.add("a", count, "", "", "1 hour"));
            }
            // Evenly over a minute that begins when all are there.
            database.jdbc()
                    .sql(
                            """
                            update attempt a set due_at = now() + interval '10 seconds'
                              + n * interval '60 seconds' / :many
                            from (select id, row_number() over (order by id) as n from attempt
                              where state = 'QUEUED') numbered
                            where a.id = numbered.id
                            """)
                    .param("many", many)
                    .update();
            node.wakeUp.nudge();
            awaitAll(late, many);
            print(many + " in a minute, " + WORKERS + " workers", late);
        }
        System.exit(0);
    }

    private static void warmUp(TestQueue queue, List<Double> late) {
        for (int i = 0; i < 200; i++) {
            queue.add("a");
        }
        awaitAll(late, 200);
        late.clear();
    }

    private static void awaitAll(List<Double> late, int count) {
        Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> late.size() == count);
    }

    private static double lateness(Database database, AttemptId attempt) {
        return database.jdbc()
                .sql(
                        """
                        select extract(epoch from clock_timestamp() - due_at)::float8 * 1000
                        from attempt where id = ?
                        """)
                .param(attempt.value())
                .query(Double.class)
                .single();
    }

    private static void print(String what, List<Double> millis) {
        var sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-36s n=%d  p50 %.1f ms  p95 %.1f ms  p99 %.1f ms  (%.1f–%.1f)%n",
                what,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100),
                sorted.get(sorted.size() * 99 / 100),
                sorted.getFirst(),
                sorted.getLast());
    }
}
