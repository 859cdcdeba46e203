package ai.openclaw.worker;

import ai.openclaw.budget.BudgetSpent;
import ai.openclaw.database.Notifications;
import ai.openclaw.task.Assignment;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.CancelRequested;
import ai.openclaw.task.KillRequested;
import ai.openclaw.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The stop signals of all attempts that run here: sees to it that a cancellation, the time limit
/// and the gateway's own end reach each of them.
@Component
class StopSignals implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(StopSignals.class);

    /// The safety net under the notification of a cancellation.
    private static final int ASK_SECONDS = 10;

    private final Tasks tasks;
    private final Clock clock;
    private final Duration grace;
    private final Map<AttemptId, StopSignal> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final Notifications.Subscription reconnects;
    private volatile boolean gatewayStops;

    StopSignals(Tasks tasks, Clock clock, Notifications notifications, WorkerSettings settings) {
        this.grace = settings.stopGrace();
        this.tasks = tasks;
        this.clock = clock;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("attempt-timer").daemon().factory());
        var _ = timer.scheduleWithFixedDelay(this::ask, ASK_SECONDS, ASK_SECONDS, TimeUnit.SECONDS);
        // The messages themselves come as events.
        this.reconnects =
                notifications.subscribe("openclaw_cancel", _ -> {}, () -> timer.execute(this::ask));
    }

    /// The signal of an attempt that begins now; it is closed at its end.
    StopSignal open(Assignment job) {
        AttemptId id = job.attempt().id();
        Duration limit = job.spec().timeout();
        var started = job.attempt().startedAt();
        var gone = Duration.between(started == null ? clock.instant() : started, clock.instant());
        // The clocks of database and gateway may differ; nobody gets more than the limit.
        var left = gone.isNegative() ? limit : limit.minus(gone);
        var signal = new StopSignal();
        var deadline =
                timer.schedule(
                        () -> signal.give(new StopCause.TimedOut(limit, grace)),
                        Math.max(left.toMillis(), 1),
                        TimeUnit.MILLISECONDS);
        signal.onClose(() -> {
            deadline.cancel(false);
            open.remove(id);
        });
        open.put(id, signal);
        if (!left.isPositive()) {
            signal.give(new StopCause.TimedOut(limit, grace));
        }
        if (job.attempt().sandbox() != null) {
            // Somebody may have cancelled it while nobody was there to hear it.
            ask();
        }
        // Only now: what comes from here on is given to the signal itself.
        if (gatewayStops) {
            signal.give(new StopCause.GatewayStops());
        }
        return signal;
    }

    @EventListener
    void on(CancelRequested request) {
        cancel(request.attempt());
    }

    @EventListener
    void on(KillRequested request) {
        give(request.attempt(), new StopCause.Killed(request.by()));
    }

    @EventListener
    void on(BudgetSpent spent) {
        give(spent.attempt(), new StopCause.Spent(spent.why(), grace));
    }

    /// Ends all that run here; each gets its next attempt.
    ///
    /// @param by who wants it, for people
    void killAll(String by) {
        open.values().forEach(signal -> signal.give(new StopCause.Killed(by)));
    }

    /// Ends or leaves all attempts, and ends every one that begins from now on.
    void gatewayStops() {
        gatewayStops = true;
        open.values().forEach(signal -> signal.give(new StopCause.GatewayStops()));
    }

    private void ask() {
        try {
            if (!open.isEmpty()) {
                tasks.cancelRequested(open.keySet()).forEach(this::cancel);
                // While this process or its database slept, another node may have taken them over.
                tasks.over(open.keySet()).forEach(this::stale);
            }
        } catch (RuntimeException e) {
            log.warn("Cannot ask what is cancelled, asking again: {}", e.toString());
        }
    }

    private void stale(AttemptId attempt) {
        give(attempt, new StopCause.Stale());
    }

    private void cancel(AttemptId attempt) {
        give(attempt, new StopCause.Cancelled(grace));
    }

    /// To one that runs here; others' are none of this gateway's business.
    private void give(AttemptId attempt, StopCause cause) {
        StopSignal signal = open.get(attempt);
        if (signal != null) {
            signal.give(cause);
        }
    }

    @Override
    public void destroy() {
        reconnects.close();
        timer.shutdownNow();
    }
}
