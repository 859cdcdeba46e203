package ai.openclaw.notify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a delivery that failed is tried again: after 5 s, then twice as long each time, at most 2
/// h, each pause shortened at random by up to half, so that many do not come back at once. What was
/// not delivered a day after it happened is given up.
final class Backoff {

    static final Duration LIFETIME = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(2);

    private Backoff() {}

    /// @param attempts how many there were, 1 or more
    /// @param asked how long the receiver wants to be left alone, at least; null if it did not say
    /// @param random from 0 to 1
    /// @return null for no more
    static @Nullable Duration pause(
            int attempts, @Nullable Duration asked, Instant happened, Instant now, double random) {
        var full = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
        full = full.compareTo(LONGEST) > 0 ? LONGEST : full;
        var pause = Duration.ofMillis((long) (full.toMillis() * (1 - random / 2)));
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        }
        return now.plus(pause).isAfter(happened.plus(LIFETIME)) ? null : pause;
    }
}
