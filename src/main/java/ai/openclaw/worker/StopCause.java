package ai.openclaw.worker;

import java.time.Duration;

/// Why an attempt is ended from outside.
sealed interface StopCause {

    /// Somebody asked for it.
    ///
    /// @param grace between SIGTERM and SIGKILL
    record Cancelled(Duration grace) implements StopCause {}

    /// Somebody killed its sandbox.
    record Killed(String by) implements StopCause {}

    /// Its time is up.
    ///
    /// @param grace between SIGTERM and SIGKILL
    record TimedOut(Duration limit, Duration grace) implements StopCause {}

    /// It printed far more than what is kept of it.
    ///
    /// @param printed bytes
    record TooMuchOutput(long printed) implements StopCause {}

    /// A budget is used up.
    ///
    /// @param why a sentence
    /// @param grace between SIGTERM and SIGKILL
    record Spent(String why, Duration grace) implements StopCause {}

    /// The gateway stops: the attempt is handed back.
    record GatewayStops() implements StopCause {}

    /// By its row the attempt does not run here any more. Nothing it does counts.
    record Stale() implements StopCause {}

    /// What it prints cannot be stored.
    record Unrecorded(String why) implements StopCause {}

    /// How long a program gets between SIGTERM and SIGKILL.
    default Duration grace() {
        return switch (this) {
            case Cancelled(var grace) -> grace;
            case TimedOut(_, var grace) -> grace;
            case Spent(_, var grace) -> grace;
            case GatewayStops _ -> Duration.ofSeconds(1);
            case TooMuchOutput _, Killed _, Stale _, Unrecorded _ -> Duration.ZERO;
        };
    }

    /// Whether it leaves no time even for what comes after the program's end.
    default boolean urgent() {
        return switch (this) {
            case GatewayStops _, Stale _, Unrecorded _ -> true;
            case Cancelled _, Killed _, TimedOut _, TooMuchOutput _, Spent _ -> false;
        };
    }

    /// In the timeline.
    default String word() {
        return switch (this) {
            case Cancelled _ -> "cancelled";
            case Killed(String by) -> "killed by " + by;
            case TimedOut _ -> "time limit";
            case TooMuchOutput _ -> "output limit";
            case Spent _ -> "budget";
            case GatewayStops _ -> "gateway stops";
            case Stale _ -> "stale";
            case Unrecorded _ -> "output not stored";
        };
    }
}
