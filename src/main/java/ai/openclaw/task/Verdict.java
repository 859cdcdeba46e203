package ai.openclaw.task;

import ai.openclaw.agent.RetryPolicy;
import ai.openclaw.base.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What becomes of a task when an attempt has ended.
sealed interface Verdict {

    /// Another attempt.
    ///
    /// @param counts whether the ended one counts against `maxAttempts`
    record Again(Duration pause, boolean counts) implements Verdict {}

    /// It is over.
    record Over(TaskState state, @Nullable Reason reason, @Nullable String detail)
            implements Verdict {}

    /// A failure that the policy names is followed by another attempt as long as there are any
    /// left. One that is ours does not use them up, but may not go on for ever either, and one that
    /// brings the gateway down is not ours. A requested cancellation wins.
    ///
    /// @param chance evenly between 0 and 1, spreads the waits by a fifth to both sides
    static Verdict of(Ending ending, Progress progress, TaskSettings settings, double chance) {
        var over = new Over(ending.state(), ending.reason(), detail(ending, progress));
        var policy = progress.retry();
        if (ending.state() != TaskState.FAILED
                || policy.on() == null
                || !policy.on().contains(ending.reason())) {
            return over;
        }
        Again again;
        if (ending.reason() == Reason.INFRASTRUCTURE
                && !progress.poisonous()
                && progress.spoiled() < settings.infrastructureRetries()) {
            again = new Again(spread(pause(settings, progress.spoiled()), chance), false);
        } else if (policy.maxAttempts() != null && progress.failures() + 1 < policy.maxAttempts()) {
            again = new Again(spread(pause(policy, progress.failures()), chance), true);
        } else {
            return over;
        }
        return progress.cancelRequested()
                ? new Over(
                        TaskState.CANCELLED,
                        Reason.CANCELLED,
                        "Cancelled while its last attempt was failing: " + ending.detail())
                : again;
    }

    private static @Nullable String detail(Ending ending, Progress progress) {
        if (ending.reason() != Reason.INFRASTRUCTURE) {
            return ending.detail();
        }
        if (progress.poisonous()) {
            return ending.detail()
                    + " It went down again and again while it did, so this is taken for the cause.";
        }
        return progress.spoiled() == 0
                ? ending.detail()
                : ending.detail() + " So did %d attempts before.".formatted(progress.spoiled());
    }

    private static Duration pause(TaskSettings settings, int before) {
        return grown(settings.infrastructureBackoff(), 4, before, Duration.ofMinutes(5));
    }

    private static Duration pause(RetryPolicy policy, int before) {
        return grown(
                policy.backoff() == null ? Duration.ZERO : policy.backoff(),
                policy.multiplier() == null ? 1 : policy.multiplier(),
                before,
                policy.maxBackoff() == null ? Duration.ofDays(7) : policy.maxBackoff());
    }

    private static Duration grown(Duration first, double factor, int times, Duration most) {
        double millis = Math.pow(factor, times) * (double) first.toMillis();
        return Duration.ofMillis((long) Math.min(millis, (double) most.toMillis()));
    }

    private static Duration spread(Duration pause, double chance) {
        return Duration.ofMillis((long) ((double) pause.toMillis() * (0.8 + 0.4 * chance)));
    }
}
