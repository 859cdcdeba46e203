package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.AttemptId;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Four nodes and ten times as many attempts as may run at a time. The ledger is the workers' own:
/// an attempt's entry begins after its claim and ends before its row does, so that it never shows
/// more at a time than there were. While the nodes claim for the first time, a barrier stands
/// between their counting and their marking, and what comes meanwhile is ever more urgent: without
/// the claim's lock each of them finds room for it.
class LimitsTest {

    private static final String NO_LOCK = "select 1";
    private static final int BARRIER = 4_711;

    private final Database database = TestPostgres.freshDatabase();
    private final TestQueue queue = new TestQueue(database);
    private final List<Stamp> ledger = new CopyOnWriteArrayList<>();
    private final List<AttemptId> ended = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<HikariDataSource> pools = new ArrayList<>();

    @TempDir Path home;

    /// @param change 1 for a beginning, -1 for an end
    record Stamp(long at, int change) {}

    @AfterEach
    void close() {
        release.countDown();
        nodes.forEach(TestNode::close);
        pools.forEach(HikariDataSource::close);
    }

    @Test
    void agentsConcurrencyHoldsAtEveryInstant() throws Exception {
        queue.agent("a", 3);
        run(Claim.LOCK, 3, 30, "", "");
        assertThat(most()).isEqualTo(3);
    }

    @Test
    void concurrencyKeyHoldsAtEveryInstant() throws Exception {
        queue.agent("a", null);
        run(Claim.LOCK, 1, 10, ", concurrency_key", ", 'k'");
        assertThat(most()).isEqualTo(1);
    }

    @Test
    void checkerSeesAgentsConcurrencyBrokenWithoutTheLock() throws Exception {
        queue.agent("a", 3);
        run(NO_LOCK, 4, 30, "", "");
        assertThat(most()).isGreaterThan(3);
    }

    @Test
    void checkerSeesConcurrencyKeyBrokenWithoutTheLock() throws Exception {
        queue.agent("a", null);
        run(NO_LOCK, 4, 10, ", concurrency_key", ", 'k'");
        assertThat(most()).isGreaterThan(1);
    }

    /// @param atOnce how many run before the first may end
    private void run(String lock, int atOnce, int backlog, String column, String value)
            throws Exception {
        database.jdbc()
                .sql(
                        """
                        create function barrier() returns trigger language plpgsql as $$
                        begin
                          perform pg_advisory_xact_lock_shared(%d);
                          return new;
                        end $$;
                        create trigger barrier before update of state on attempt
                          for each row when (new.state = 'RUNNING') execute function barrier();
                        """
                                .formatted(BARRIER))
                .update();
        var attempts = new ArrayList<>(queue.add("a", backlog, column, value));
        try (Connection barrier = database.dataSource().getConnection();
                var statement = barrier.createStatement()) {
            statement.execute("select pg_advisory_lock(" + BARRIER + ")");
            for (int i = 0; i < 4; i++) {
                node(lock);
            }
            for (int waiting = 1; waiting <= 4; waiting++) {
                awaitWaiting(waiting);
                attempts.addAll(
                        queue.add("a", 1, column + ", priority", value + ", " + 600 * waiting));
            }
            statement.execute("select pg_advisory_unlock(" + BARRIER + ")");
        }
        await().until(() -> ledger.size() >= atOnce);
        release.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> ended.size() == attempts.size());
        assertThat(new HashSet<>(ended)).isEqualTo(new HashSet<>(attempts));
    }

    /// Claims wait for each other or, beyond that, for the barrier.
    private void awaitWaiting(int claims) {
        await().until(() ->
                database.jdbc()
                                .sql(
                                        """
                                        select count(distinct l.pid) from pg_locks l
                                        join pg_database d on d.oid = l.database
                                        where l.locktype = 'advisory' and not l.granted
                                          and d.datname = current_database()
                                        """)
                                .query(Integer.class)
                                .single()
                        >= claims);
    }

    private int most() {
        int now = 0;
        int most = 0;
        for (Stamp stamp :
                ledger.stream()
                        .sorted((a, b) ->
                                a.at() != b.at()
                                        ? Long.compare(a.at(), b.at())
                                        : Integer.compare(a.change(), b.change()))
                        .toList()) {
            now += stamp.change();
            most = Math.max(most, now);
        }
        return most;
    }

    private void work(AttemptId attempt) {
        ledger.add(new Stamp(System.nanoTime(), 1));
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Long enough for others to be claimed meanwhile.
        LockSupport.parkNanos(3_000_000);
        ledger.add(new Stamp(System.nanoTime(), -1));
        queue.finish(attempt);
        ended.add(attempt);
    }

    /// With connections of its own, as a process has.
    private void node(String lock) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(0);
        pools.add(pool);
        var own =
                new Database(
                        pool,
                        database.jdbcUrl(),
                        database.username(),
                        database.password(),
                        JdbcClient.create(pool),
                        new TransactionTemplate(new JdbcTransactionManager(pool)));
        var node = new TestNode(own, home.resolve("n" + nodes.size()), 4, this::work, lock);
        nodes.add(node);
        node.start();
    }
}
