package ai.openclaw.agent;

import ai.openclaw.base.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
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

    /// In one order, so that what is equal is also written alike: a set has another in each
    /// process, and a new version would be made of what nobody changed.
    public RetryPolicy {
        on = on == null ? null : sorted(on);
    }

    /// JSON can hold null where the type says there is none; the rules tell.
    private static Set<Reason> sorted(Set<Reason> reasons) {
        var order = Comparator.nullsFirst(Comparator.<Reason>naturalOrder());
        return reasons.stream().sorted(order).collect(Collectors.toCollection(LinkedHashSet::new));
    }

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
