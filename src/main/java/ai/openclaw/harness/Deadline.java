package ai.openclaw.harness;

import java.time.Duration;

/// When this program has to be done, so that it still says what came of its work before the sandbox
/// is ended.
///
/// @param at by [System#nanoTime]
record Deadline(long at) {

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);

    /// A tenth of the time before its end, but at most 30 s.
    static Deadline before(Duration limit) {
        var margin = limit.dividedBy(10);
        if (margin.compareTo(LONGEST_MARGIN) > 0) {
            margin = LONGEST_MARGIN;
        }
        return new Deadline(System.nanoTime() + limit.minus(margin).toNanos());
    }

    /// Never negative.
    Duration left() {
        return Duration.ofNanos(Math.max(0, at - System.nanoTime()));
    }

    boolean over() {
        return left().isZero();
    }
}
