package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.AttemptId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {

    private final Database database = TestPostgres.freshDatabase();
    private final TestQueue queue = new TestQueue(database);
    private final List<AttemptId> claimed = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<TestNode> nodes = new ArrayList<>();

    @TempDir Path home;

    @AfterEach
    void close() {
        release.countDown();
        nodes.forEach(TestNode::close);
    }

    @Test
    void attemptIsRunningOnItsNodeWhenItsWorkerGetsIt() {
        queue.agent("a", null);
        TestNode node = node(2, this::record).start();
        AttemptId attempt = queue.add("a");
        await().until(() -> claimed.equals(List.of(attempt)));
        var row =
                database.jdbc()
                        .sql(
                                """
                                select a.state, a.node, t.state as task, a.started_at = t.started_at
                                  as same
                                from attempt a join task t on t.id = a.task where a.id = ?
                                """)
                        .param(attempt.value())
                        .query()
                        .singleRow();
        assertThat(row)
                .containsEntry("state", "RUNNING")
                .containsEntry("node", node.id())
                .containsEntry("task", "RUNNING")
                .containsEntry("same", true);
    }

    @Test
    void startsWithinMillisecondsOfTheCommit() {
        queue.agent("a", null);
        node(4, this::finishAtOnce).start();
        warmUp();
        var latencies = new ArrayList<Long>();
        for (int i = 0; i < 30; i++) {
            int before = claimed.size();
            queue.add("a");
            long committed = System.nanoTime();
            await().pollInterval(Duration.ofMillis(1)).until(() -> claimed.size() > before);
            latencies.add((System.nanoTime() - committed) / 1_000_000);
        }
        Collections.sort(latencies);
        System.out.println("commit to worker, ms: " + latencies);
        assertThat(latencies.get(15)).isLessThan(500);
    }

    @Test
    void neverMoreThanTheWorkersUnderLoad() {
        queue.agent("a", null);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        node(
                        3,
                        attempt -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            finishAtOnce(attempt);
                            now.decrementAndGet();
                        })
                .start();
        for (int i = 0; i < 10; i++) {
            queue.add("a", 30, "", "");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> claimed.size() == 300);
        assertThat(most).hasValue(3);
        assertThat(new HashSet<>(claimed)).hasSize(300);
    }

    @Test
    void twoNodesTogetherKeepAnAgentsConcurrency() {
        queue.agent("a", 3);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var on = new ConcurrentHashMap<Integer, Integer>();
        for (int n = 0; n < 2; n++) {
            int number = n;
            node(
                            4,
                            attempt -> {
                                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                on.merge(number, 1, Integer::sum);
                                pause();
                                now.decrementAndGet();
                                finishAtOnce(attempt);
                            })
                    .start();
        }
        queue.add("a", 60, "", "");
        await().atMost(Duration.ofSeconds(60)).until(() -> claimed.size() == 60);
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(new HashSet<>(claimed)).hasSize(60);
        assertThat(on.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    }

    @Test
    void oneAgentsLimitHoldsNobodyElseUp() {
        queue.agent("narrow", 1);
        queue.agent("wide", null);
        List<AttemptId> narrow = queue.add("narrow", 20, "", "");
        List<AttemptId> wide = queue.add("wide", 3, "", "");
        node(4, this::hold).start();
        await().until(() -> claimed.size() == 4);
        assertThat(claimed).containsAll(wide).contains(narrow.getFirst());
    }

    @Test
    void whatRunsTakesNothingFromAnAgentWithoutALimit() {
        queue.agent("a", null);
        node(4, this::hold).start();
        queue.add("a", 3, "", "");
        await().until(() -> claimed.size() == 3);
        AttemptId fourth = queue.add("a");
        await().until(() -> claimed.contains(fourth));
    }

    @Test
    void delayedAttemptStartsOnTime() {
        queue.agent("a", null);
        node(2, this::record).start();
        warmUp();
        AttemptId attempt = queue.add("a", 1, "", "", "2 seconds").getFirst();
        await().atMost(Duration.ofSeconds(10)).until(() -> claimed.contains(attempt));
        Double late =
                database.jdbc()
                        .sql(
                                "select extract(epoch from started_at - due_at)::float8 from attempt where id = ?")
                        .param(attempt.value())
                        .query(Double.class)
                        .single();
        System.out.println("late by s: " + late);
        assertThat(late).isBetween(0.0, 0.5);
    }

    @Test
    void priorityIsAHeadStartInSeconds() {
        queue.agent("a", null);
        List<AttemptId> plain = queue.add("a", 2, "", "");
        List<AttemptId> urgent = queue.add("a", 2, ", priority", ", 60");
        List<AttemptId> lazy = queue.add("a", 1, ", priority", ", -60");
        List<AttemptId> last = queue.add("a", 1, "", "");
        node(1, this::finishAtOnce).start();
        await().until(() -> claimed.size() == 6);
        var expected = new ArrayList<>(urgent);
        expected.addAll(plain);
        expected.addAll(last);
        expected.addAll(lazy);
        assertThat(claimed).containsExactlyElementsOf(expected);
    }

    @Test
    void oneConcurrencyKeyRunsOneAtATimeInOrder() {
        queue.agent("a", null);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        List<AttemptId> keyed = queue.add("a", 5, ", concurrency_key", ", 'k'");
        node(
                        4,
                        attempt -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            pause();
                            now.decrementAndGet();
                            finishAtOnce(attempt);
                        })
                .start();
        await().until(() -> claimed.size() == 5);
        assertThat(claimed).containsExactlyElementsOf(keyed);
        assertThat(most).hasValue(1);
    }

    @Test
    void expiredAndCancelledAttemptsAreNotClaimed() {
        queue.agent("a", null);
        AttemptId expired = queue.add("a");
        database.jdbc()
                .sql(
                        """
                        update task set expires_at = now() - interval '1 second'
                        where id = (select task from attempt where id = ?)
                        """)
                .param(expired.value())
                .update();
        AttemptId cancelled = queue.add("a");
        database.jdbc()
                .sql("update attempt set state = 'CANCELLED' where id = ?")
                .param(cancelled.value())
                .update();
        AttemptId good = queue.add("a");
        node(4, this::hold).start();
        await().until(() -> !claimed.isEmpty());
        assertThat(claimed).containsExactly(good);
    }

    private void warmUp() {
        AttemptId first = queue.add("a");
        await().until(() -> claimed.contains(first));
    }

    private TestNode node(int workers, java.util.function.Consumer<AttemptId> run) {
        var node = new TestNode(database, home.resolve("n" + nodes.size()), workers, run);
        nodes.add(node);
        return node;
    }

    private void record(AttemptId attempt) {
        claimed.add(attempt);
    }

    private void hold(AttemptId attempt) {
        claimed.add(attempt);
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finishAtOnce(AttemptId attempt) {
        queue.finish(attempt);
        claimed.add(attempt);
    }

    /// Long enough for others to be claimed meanwhile.
    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
}
