package ai.openclaw.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a schedule does where not all goes well. What is absent has a default.
///
/// @param onMissed absent: `once`
/// @param missedLimit how many `all` makes up for; absent: 10
/// @param missedDeadline what was due longer ago is not made up for; absent: no limit
/// @param onOverlap absent: `skip`
/// @param disableAfterFailures failed runs in a row that pause the schedule; absent: never
public record Policy(
        @Nullable OnMissed onMissed,
        @Nullable Integer missedLimit,
        @Nullable Duration missedDeadline,
        @Nullable OnOverlap onOverlap,
        @Nullable Integer disableAfterFailures) {

    public OnMissed missed() {
        return onMissed == null ? OnMissed.ONCE : onMissed;
    }

    int limit() {
        return missedLimit == null ? 10 : missedLimit;
    }

    public OnOverlap overlap() {
        return onOverlap == null ? OnOverlap.SKIP : onOverlap;
    }
}
