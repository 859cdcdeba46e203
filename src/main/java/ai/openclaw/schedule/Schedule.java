package ai.openclaw.schedule;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One schedule as it stands, at its newest version.
///
/// @param failures failed runs in a row, up to now
/// @param lastSuccessResult left out of lists
/// @param nextDue the first moment of which the ledger says nothing yet; null: there is none to
///   come
public record Schedule(
        String name,
        int version,
        Instant createdAt,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable String pausedWhy,
        int failures,
        @Nullable Instant lastSuccessAt,
        @Nullable JsonNode lastSuccessResult,
        @Nullable Instant nextDue,
        ScheduleSpec spec) {

    public boolean paused() {
        return pausedAt != null;
    }

    /// When it is due, for people.
    public String words() {
        return Preview.words(calendar(), spec.timing());
    }

    /// By whose clocks it is due.
    public ZoneId zone() {
        return calendar().zone();
    }

    /// When the next due moment is to fire: later than that by its jitter. Null as that is.
    public @Nullable Instant nextFire() {
        return nextDue == null ? null : calendar().firedAt(nextDue);
    }

    Calendar calendar() {
        return Calendar.of(name, spec.timing(), createdAt);
    }
}
