package ai.openclaw.log;

import static ai.openclaw.log.LogFixture.err;
import static ai.openclaw.log.LogFixture.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.NotFound;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.TaskChanged;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogFeedTest {

    private static final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final LogFixture fixture = new LogFixture(database);
    private final TaskRow task = TaskRow.running(database);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LogFeed feed = feed(Duration.ofSeconds(30));

    @BeforeEach
    void start() {
        feed.start();
    }

    @AfterEach
    void stop() {
        feed.stop();
        threads.close();
    }

    @Test
    void linesComeAsTheyArePrintedUntilTheTaskIsFinished() throws Exception {
        fixture.print(task, "before");
        var seen = new Seen();
        var followed = follow(1, LogFilter.ALL, seen);
        await().untilAsserted(() -> assertThat(seen.texts()).containsExactly("before"));

        fixture.print(task, "a", "b");
        await().untilAsserted(() -> assertThat(seen.texts()).containsExactly("before", "a", "b"));
        fixture.print(task, "last");
        finish(task, "SUCCEEDED");

        assertThat(followed.get()).contains(TaskState.SUCCEEDED);
        assertThat(seen.texts()).containsExactly("before", "a", "b", "last");
        assertThat(feed.followers(task.id())).isZero();
    }

    @Test
    void aLineIsSeenWithinATenthOfASecond() throws Exception {
        var at = new CopyOnWriteArrayList<Long>();
        var followed =
                follow(1, LogFilter.ALL, lines -> lines.forEach(_ -> at.add(System.nanoTime())));
        var delays = new ArrayList<Long>();
        for (int i = 0; i < 50; i++) {
            int n = i + 1;
            fixture.print(task, "line " + i);
            long committed = System.nanoTime();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> at.size() == n);
            delays.add((at.get(i) - committed) / 1_000);
        }
        finish(task, "SUCCEEDED");
        followed.get();

        var sorted = delays.stream().sorted().toList();
        System.out.printf(
                "live tail behind: p50 %d µs, max %d µs%n", sorted.get(25), sorted.get(49));
        assertThat(sorted.get(25)).isLessThan(100_000);
    }

    @Test
    void whoHasSeenNGoesOnAtNPlus1() throws Exception {
        fixture.printNumbered(task, 5_000, 333);
        finish(task, "FAILED");
        var seen = new Seen();

        assertThat(follow(4_998, LogFilter.ALL, seen).get()).contains(TaskState.FAILED);

        assertThat(seen.seqs()).containsExactly(4_998L, 4_999L, 5_000L);
    }

    @Test
    void aRetryGoesOn() throws Exception {
        var seen = new Seen();
        var followed = follow(1, LogFilter.ALL, seen);
        fixture.print(task, "first");
        var second = task.retried();
        changed();
        fixture.print(second, "second");
        finish(second, "SUCCEEDED");

        assertThat(followed.get()).contains(TaskState.SUCCEEDED);
        assertThat(seen.texts()).containsExactly("first", "second");
    }

    @Test
    void followingOneAttemptEndsWithIt() throws Exception {
        var seen = new Seen();
        var followed = follow(1, new LogFilter(1, LogStream.STDERR), seen);
        fixture.log.append(task.id(), task.attempt(), List.of(out("no"), err("yes")));
        var second = task.retried();
        changed();
        fixture.print(second, "no");

        assertThat(followed.get()).contains(TaskState.RUNNING);
        assertThat(seen.texts()).containsExactly("yes");
    }

    @Test
    void aSlowFollowerHoldsUpNobodyAndMissesNothing() throws Exception {
        var release = new CountDownLatch(1);
        var slow = new Seen();
        var slowly =
                follow(
                        1,
                        LogFilter.ALL,
                        lines -> {
                            slow.lines(lines);
                            awaitLatch(release);
                        });
        var fast = new Seen();
        var quickly = follow(1, LogFilter.ALL, fast);

        fixture.printNumbered(task, 20_000, 200);
        finish(task, "SUCCEEDED");
        quickly.get();
        assertThat(fast.seqs()).containsExactlyElementsOf(upTo(20_000));
        assertThat(slow.seqs()).hasSizeLessThan(20_000);
        release.countDown();
        slowly.get();
        assertThat(slow.seqs()).containsExactlyElementsOf(upTo(20_000));
    }

    @Test
    void aThousandFollowersShareASmallPool() throws Exception {
        var counts = IntStream.range(0, 1_000).mapToObj(_ -> new AtomicInteger()).toList();
        var followed =
                counts.stream()
                        .map(c -> follow(1, LogFilter.ALL, lines -> c.addAndGet(lines.size())))
                        .toList();

        fixture.printNumbered(task, 2_000, 20);
        finish(task, "SUCCEEDED");

        for (var one : followed) {
            assertThat(one.get()).contains(TaskState.SUCCEEDED);
        }
        assertThat(counts).allSatisfy(c -> assertThat(c).hasValue(2_000));
    }

    @Test
    void aLostNotificationIsMadeGoodByLooking() throws Exception {
        var impatient = feed(Duration.ofMillis(200));
        var seen = new Seen();
        var quiet = new AtomicInteger();
        var follower =
                new LogFeed.Follower() {
                    @Override
                    public void lines(List<LogLine> lines) {
                        seen.lines(lines);
                    }

                    @Override
                    public void quiet() {
                        quiet.incrementAndGet();
                    }
                };
        // Not started, so it hears nothing.
        var followed =
                threads.submit(() -> impatient.follow(task.id(), 1, LogFilter.ALL, follower));
        await().until(() -> quiet.get() > 0);
        fixture.print(task, "unheard");
        task.finish("CANCELLED");

        assertThat(followed.get()).contains(TaskState.CANCELLED);
        assertThat(seen.texts()).containsExactly("unheard");
    }

    @Test
    void aShutdownLetsFollowersGoWithoutAnEnd() throws Exception {
        var followed = follow(1, LogFilter.ALL, new Seen());
        await().until(() -> feed.followers(task.id()) == 1);

        feed.stop();

        assertThat(followed.get()).isEmpty();
    }

    @Test
    void whoThrowsIsForgotten() {
        fixture.print(task, "x");
        LogFeed.Follower gone =
                _ -> {
                    throw new IOException("gone");
                };

        assertThatThrownBy(() -> feed.follow(task.id(), 1, LogFilter.ALL, gone))
                .isInstanceOf(IOException.class);
        assertThat(feed.followers(task.id())).isZero();
    }

    @Test
    void anUnknownTaskIsNotFound() {
        assertThatThrownBy(() -> feed.follow(TaskId.next(), 1, LogFilter.ALL, new Seen()))
                .isInstanceOf(NotFound.class);
    }

    private LogFeed feed(Duration patience) {
        return new LogFeed(fixture.reader, database.notifications(), patience);
    }

    private Future<Optional<TaskState>> follow(
            long from, LogFilter filter, LogFeed.Follower follower) {
        return threads.submit(() -> feed.follow(task.id(), from, filter, follower));
    }

    private void finish(TaskRow row, String state) {
        row.finish(state);
        changed();
    }

    private void changed() {
        feed.on(new TaskChanged(task.id()));
    }

    private static List<Long> upTo(long n) {
        return LongStream.rangeClosed(1, n).boxed().toList();
    }

    private static void awaitLatch(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static final class Seen implements LogFeed.Follower {

        private final List<LogLine> all = new CopyOnWriteArrayList<>();

        @Override
        public void lines(List<LogLine> lines) {
            all.addAll(lines);
        }

        List<String> texts() {
            return all.stream().map(LogLine::text).toList();
        }

        List<Long> seqs() {
            return all.stream().map(LogLine::seq).toList();
        }
    }
}
