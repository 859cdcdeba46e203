package ai.openclaw.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/// What a timing means.
///
/// @param words such as `at 09:30, on Monday to Friday, Europe/Berlin`
/// @param runs the next of them; fewer where it ends
public record Preview(String words, String zone, List<Run> runs) {

    /// @param due as the ledger will name it
    /// @param local the same, as clocks in the zone show it
    public record Run(Instant due, OffsetDateTime local) {}

    static Preview of(Calendar calendar, Timing timing, Instant now, int count) {
        var runs =
                calendar.next(now, count).stream()
                        .map(it -> new Run(it, it.atZone(calendar.zone()).toOffsetDateTime()))
                        .toList();
        return new Preview(words(calendar, timing), calendar.zone().getId(), runs);
    }

    static String words(Calendar calendar, Timing timing) {
        var words = new StringBuilder(calendar.rhythm().words());
        if (timing.jitter() != null && !timing.jitter().isZero()) {
            words.append(", up to ").append(Words.length(timing.jitter())).append(" later");
        }
        if (timing.startAt() != null) {
            words.append(", from ").append(timing.startAt());
        }
        if (timing.endAt() != null) {
            words.append(", until ").append(timing.endAt());
        }
        return words.toString();
    }
}
