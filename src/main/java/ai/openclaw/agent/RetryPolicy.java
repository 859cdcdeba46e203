package ai.openclaw.agent;

import ai.openclaw.base.Reason;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When and how often a failed attempt is followed by another. Null means the agent's value.
///
/// @param maxAttempts attempts in all, 1 for no retry
/// @param backoff wait before the second attempt
/// @param multiplier factor of each further wait
/// @param maxBackoff longest wait
/// @param on the reasons that are retried
public record RetryPolicy(
        @Nullable Integer maxAttempts,
        @Nullable Duration backoff,
        @Nullable Double multiplier,
        @Nullable Duration maxBackoff,
        @Nullable Set<Reason> on) {

    /// This policy, with the values of `other` where there is none.
    public RetryPolicy orElse(RetryPolicy other) {
        return new RetryPolicy(
                maxAttempts != null ? maxAttempts : other.maxAttempts,
                backoff != null ? backoff : other.backoff,
                multiplier != null ? multiplier : other.multiplier,
                maxBackoff != null ? maxBackoff : other.maxBackoff,
                on != null ? on : other.on);
    }
}
