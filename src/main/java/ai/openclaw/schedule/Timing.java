package ai.openclaw.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// When a schedule is due, as it was written: exactly one of `cron`, `every` and `at`.
///
/// @param cron five fields, or six with seconds in front
/// @param zone of the cron's times and of `{{date}}`; absent: UTC
/// @param every from `startAt` on, or from when the schedule was made
/// @param jitter each due moment is fired up to so much later, always the same for the same moment
/// @param startAt nothing is due before it
/// @param endAt nothing is due from then on
public record Timing(
        @Nullable String cron,
        @Nullable String zone,
        @Nullable Duration every,
        @Nullable Instant at,
        @Nullable Duration jitter,
        @Nullable Instant startAt,
        @Nullable Instant endAt) {

    /// Finer than Postgres keeps, a moment would come back as another.
    public Timing {
        at = millis(at);
        startAt = millis(startAt);
        endAt = millis(endAt);
    }

    private static @Nullable Instant millis(@Nullable Instant moment) {
        return moment == null ? null : moment.truncatedTo(ChronoUnit.MILLIS);
    }
}
