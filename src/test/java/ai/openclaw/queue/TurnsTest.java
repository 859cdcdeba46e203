package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.AttemptId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who goes first when several wait, and who may not go at all.
class TurnsTest {

    private final Database database = TestPostgres.freshDatabase();
    private final TestQueue queue = new TestQueue(database);
    private final List<AttemptId> claimed = new CopyOnWriteArrayList<>();
    private final Semaphore ends = new Semaphore(0);
    private final List<TestNode> nodes = new ArrayList<>();

    @TempDir Path home;

    @AfterEach
    void close() {
        ends.release(1_000);
        nodes.forEach(TestNode::close);
    }

    @Test
    void oneTaskOfAnAgentDoesNotWaitForTheBacklogOfAnother() {
        queue.agent("busy", null);
        queue.agent("quiet", null);
        List<AttemptId> backlog = queue.add("busy", 30, "", "");
        node(2);
        await().until(() -> claimed.size() == 2);
        AttemptId one = queue.add("quiet");
        ends.release();
        await().until(() -> claimed.size() == 3);
        assertThat(claimed)
                .containsExactlyInAnyOrder(backlog.get(0), backlog.get(1), one)
                .endsWith(one);
    }

    @Test
    void agentsShareTheWorkersWhateverTheirBacklogs() {
        queue.agent("a", null);
        queue.agent("b", null);
        queue.agent("c", null);
        List<AttemptId> a = queue.add("a", 20, ", priority", ", 3600");
        List<AttemptId> b = queue.add("b", 20, "", "");
        List<AttemptId> c = queue.add("c", 1, ", priority", ", -3600");
        node(5);
        await().until(() -> claimed.size() == 5);
        assertThat(claimed)
                .containsExactlyInAnyOrder(a.get(0), b.get(0), c.get(0), a.get(1), b.get(1));
    }

    @Test
    void amongAgentsWithEquallyManyThePlaceDecides() {
        queue.agent("a", null);
        queue.agent("b", null);
        AttemptId plain = queue.add("a");
        AttemptId urgent = queue.add("b", 1, ", priority", ", 60").getFirst();
        node(1);
        await().until(() -> claimed.size() == 1);
        ends.release();
        await().until(() -> claimed.size() == 2);
        assertThat(claimed).containsExactly(urgent, plain);
    }

    @Test
    void lowPriorityStartsWithinItsHeadStartUnderASteadyStreamOfHigher() {
        queue.agent("a", null);
        // Due so long ago that the others' head start of 60 seconds does not reach it.
        AttemptId low = queue.add("a", 1, ", priority", ", -30", "-2 minutes").getFirst();
        queue.add("a", 30, ", priority", ", 60", "-10 seconds");
        AttemptId later = queue.add("a", 1, ", priority", ", -30", "-10 seconds").getFirst();
        node(1);
        for (int n = 1; n <= 10; n++) {
            int started = n;
            await().until(() -> claimed.size() == started);
            // Never less than enough of them.
            queue.add("a", 3, ", priority", ", 60");
            ends.release();
        }
        assertThat(claimed.indexOf(low)).isZero();
        assertThat(claimed).doesNotContain(later);
    }

    @Test
    void pausedAgentStartsNothingUntilItIsResumed() {
        queue.agent("a", null);
        queue.agent("b", null);
        pause("a", true);
        List<AttemptId> held = queue.add("a", 3, ", concurrency_key", ", 'k'");
        AttemptId free = queue.add("b", 1, ", concurrency_key", ", 'k'").getFirst();
        node(4);
        // Who may not go takes no key either.
        await().until(() -> claimed.equals(List.of(free)));
        ends.release();
        await().until(() -> queue.count("RUNNING") == 0);
        pause("a", false);
        await().until(() -> claimed.equals(List.of(free, held.get(0))));
    }

    @Test
    void drainingNodeIsRefusedByTheClaimItselfAndItsLimitsGoToOthers() {
        queue.agent("a", 1);
        TestNode leaving = node(2);
        List<AttemptId> two = queue.add("a", 2, "", "");
        await().until(() -> claimed.equals(two.subList(0, 1)));
        TestNode other = node(2);
        leaving.nodes.ask(leaving.id(), Drain.WAIT, leaving.id());
        ends.release();
        await().until(() -> claimed.equals(two));
        assertThat(
                        database.jdbc()
                                .sql("select node from attempt where state = 'RUNNING'")
                                .query(UUID.class)
                                .list())
                .containsExactly(other.id());
    }

    @Test
    void moreConcurrencyTakesEffectAtOnce() {
        queue.agent("a", 1);
        queue.add("a", 3, "", "");
        node(4);
        await().until(() -> claimed.size() == 1);
        database.transactions()
                .executeWithoutResult(_ -> {
                    database.jdbc()
                            .sql(
                                    """
                                    insert into agent_version (name, version, spec)
                                    values ('a', 2, '{"concurrency": 2}')
                                    """)
                            .update();
                    database.jdbc().sql("update agent set version = 2 where name = 'a'").update();
                });
        await().until(() -> claimed.size() == 2);
    }

    private void pause(String agent, boolean yes) {
        database.jdbc()
                .sql(
                        """
                        update agent set paused_at = case when :yes then now() end,
                          paused_by = case when :yes then 'test' end
                        where name = :name
                        """)
                .param("yes", yes)
                .param("name", agent)
                .update();
    }

    /// Each of its attempts ends when the test says so, whichever that is.
    private TestNode node(int workers) {
        var node =
                new TestNode(
                        database,
                        home.resolve("n" + nodes.size()),
                        workers,
                        attempt -> {
                            claimed.add(attempt);
                            ends.acquireUninterruptibly();
                            queue.finish(attempt);
                        });
        nodes.add(node);
        return node.start();
    }
}
