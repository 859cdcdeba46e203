package ai.openclaw.queue;

import ai.openclaw.database.Notifications;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Claims as soon as there may be something to claim: a job was enqueued on any node, a worker
/// became free, a limit has room again, an agent was resumed, the earliest delayed attempt is due.
/// What is due and may not go all the same is no reason to look again: whatever lets it go tells.
/// One thread; any number of nudges during a claim are one more claim.
final class WakeUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WakeUp.class);

    /// How long to sleep when nothing is known to be due: the safety net, as JobRunr's own poll.
    private static final Duration IDLE = Duration.ofSeconds(15);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final JobServer server;
    private final Workers workers;
    private final JdbcClient jdbc;
    private final AtomicBoolean nudged = new AtomicBoolean(true);
    private final Thread thread;
    private Notifications.@Nullable Subscription subscription;
    private volatile boolean closed;

    WakeUp(JobServer server, Workers workers, JdbcClient jdbc) {
        this.server = server;
        this.workers = workers;
        this.jdbc = jdbc;
        this.thread = Thread.ofPlatform().name("queue-wake-up").daemon().unstarted(this::loop);
    }

    void start(Notifications notifications) {
        workers.onFree(this::nudge);
        subscription = notifications.subscribe("openclaw_job", _ -> nudge(), this::nudge);
        thread.start();
    }

    void nudge() {
        nudged.set(true);
        LockSupport.unpark(thread);
    }

    /// Returns when no claim is under way any more.
    @Override
    public void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        Duration sleep = Duration.ZERO;
        while (!closed) {
            if (!nudged.get() && sleep.isPositive()) {
                LockSupport.parkNanos(this, sleep.toNanos());
            }
            nudged.set(false);
            try {
                sleep = claim();
            } catch (RuntimeException e) {
                log.warn("Claiming failed, trying again: {}", e.toString());
                sleep = AFTER_FAILURE;
            }
        }
    }

    /// @return how long nothing will be due, as far as is known now
    private Duration claim() {
        if (!server.isAnnounced()) {
            return Duration.ofMillis(20);
        }
        if (workers.free() == 0) {
            return IDLE;
        }
        // Asked before the claim: what becomes due meanwhile is then seen by the one or the other.
        long now = System.nanoTime();
        Duration untilDue = untilNextDue();
        int busy = workers.busy();
        boolean mine;
        do {
            workers.expectClaim();
            server.claim();
            mine = workers.claimedByMe();
            if (!mine) {
                // JobRunr's poll was at it and may have looked before the job was there.
                LockSupport.parkNanos(500_000);
            }
        } while (!mine && !closed && server.isRunning());
        if (workers.busy() > busy && workers.free() > 0) {
            // What was taken may have stood in the way of something further back in its line.
            nudged.set(true);
        }
        return untilDue.minusNanos(System.nanoTime() - now);
    }

    private Duration untilNextDue() {
        Double seconds =
                jdbc.sql(
                                """
                                select extract(epoch from min(due_at) - now())::float8
                                from attempt where state = 'QUEUED' and due_at > now()
                                """)
                        .query(Double.class)
                        .optional()
                        .orElse(null);
        if (seconds == null || seconds > IDLE.toSeconds()) {
            return IDLE;
        }
        return Duration.ofNanos((long) (seconds * 1e9) + 1_000_000);
    }
}
