package ai.openclaw.queue;

import ai.openclaw.database.Notifications;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Starts, watches and stops everything that executes attempts on this node. The last thing to
/// start and the first to stop.
final class Queue implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Queue.class);
    private static final Duration STOP = Duration.ofSeconds(12);
    private static final int WATCH_SECONDS = 2;
    private static final int RECONCILE_SECONDS = 15;
    private static final int TAKEOVER_SECONDS = 5;

    private final JobServer server;
    private final Workers workers;
    private final WakeUp wakeUp;
    private final Notifications notifications;
    private final Reconciler reconciler;
    private final Takeover takeover;
    private final AttemptRunner runner;
    private final Runnable detach;
    private final ScheduledExecutorService rounds =
            Executors.newScheduledThreadPool(3, Thread.ofVirtual().name("queue-", 0).factory());
    private volatile boolean running;

    Queue(
            JobServer server,
            Workers workers,
            WakeUp wakeUp,
            Notifications notifications,
            Reconciler reconciler,
            Takeover takeover,
            AttemptRunner runner,
            Runnable detach) {
        this.server = server;
        this.workers = workers;
        this.wakeUp = wakeUp;
        this.notifications = notifications;
        this.reconciler = reconciler;
        this.takeover = takeover;
        this.runner = runner;
        this.detach = detach;
    }

    JobServer server() {
        return server;
    }

    /// Returns at once: what a crash left is put right before anything is claimed, and that may
    /// take a while.
    @Override
    public void start() {
        running = true;
        rounds.execute(() -> {
            var left = reconciler.recover();
            if (running) {
                server.keep(left);
                server.start();
                server.goOn(left);
                wakeUp.start(notifications);
                every(WATCH_SECONDS, this::watch);
                every(RECONCILE_SECONDS, reconciler::reconcile);
                every(TAKEOVER_SECONDS, takeover::look);
            }
        });
    }

    private void every(int seconds, Runnable action) {
        var _ =
                rounds.scheduleWithFixedDelay(
                        () -> {
                            try {
                                action.run();
                            } catch (RuntimeException e) {
                                log.warn("The queue's round failed, the next will come.", e);
                            }
                        },
                        seconds,
                        seconds,
                        TimeUnit.SECONDS);
    }

    /// JobRunr stops itself for good after some trouble with the database; attempts go on.
    private void watch() {
        if (running && !server.isRunning()) {
            log.warn("JobRunr has stopped; starting it again.");
            server.start();
            wakeUp.nudge();
        }
    }

    @Override
    public void stop() {
        running = false;
        // Not interrupted: that would break a connection in use.
        rounds.shutdown();
        workers.close();
        wakeUp.close();
        try {
            detach.run();
        } catch (RuntimeException e) {
            log.warn("Others may take over what runs on here: {}", e.toString());
        }
        runner.handBack();
        long end = System.nanoTime() + STOP.toNanos();
        try {
            while (workers.busy() > 0 && System.nanoTime() < end) {
                Thread.sleep(Duration.ofMillis(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (workers.busy() > 0) {
            log.warn(
                    "{} attempts did not end in time; the next start sees to them.",
                    workers.busy());
        }
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
