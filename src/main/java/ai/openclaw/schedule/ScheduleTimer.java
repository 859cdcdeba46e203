package ai.openclaw.schedule;

import ai.openclaw.database.Notifications;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Sleeps until the earliest schedule is due, or until one is changed or a task of one ends. Every
/// gateway has one. One thread; any number of nudges during a look are one more look.
@Component
final class ScheduleTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ScheduleTimer.class);

    /// How long to sleep when nothing is known to be due: notifications may be lost, and what
    /// another gateway was about to fire is left if that dies.
    private static final Duration IDLE = Duration.ofSeconds(15);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Tick tick;
    private final Notifications notifications;
    private final AtomicBoolean nudged = new AtomicBoolean(true);
    private volatile boolean running;
    private @Nullable Thread thread;
    private Notifications.@Nullable Subscription subscription;

    ScheduleTimer(Tick tick, Notifications notifications) {
        this.tick = tick;
        this.notifications = notifications;
    }

    @Override
    public synchronized void start() {
        running = true;
        var looking = Thread.ofPlatform().name("schedule-timer").daemon().unstarted(this::loop);
        thread = looking;
        subscription = notifications.subscribe("openclaw_schedule", _ -> nudge(), this::nudge);
        looking.start();
    }

    synchronized void nudge() {
        nudged.set(true);
        LockSupport.unpark(thread);
    }

    /// Returns when no look is under way any more.
    @Override
    public void stop() {
        running = false;
        nudge();
        var looking = thread;
        var ear = subscription;
        if (ear != null) {
            ear.close();
        }
        try {
            if (looking != null) {
                looking.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        Duration sleep = Duration.ZERO;
        while (running) {
            if (!nudged.get() && sleep.isPositive()) {
                LockSupport.parkNanos(this, sleep.toNanos());
            }
            nudged.set(false);
            try {
                sleep = tick.run(IDLE);
            } catch (RuntimeException e) {
                log.warn("Firing schedules failed, trying again: {}", e.toString());
                sleep = AFTER_FAILURE;
            }
        }
    }
}
