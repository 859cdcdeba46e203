package ai.openclaw.schedule;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A schedule as the API shows it; can be changed and sent back.
///
/// @param words when it is due, for people
record ScheduleView(
        String name,
        int version,
        @JsonUnwrapped ScheduleSpec spec,
        String words,
        Instant createdAt,
        boolean paused,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable String pausedWhy,
        int failures,
        @Nullable Instant lastSuccessAt,
        @Nullable JsonNode lastSuccessResult,
        @Nullable Instant nextDue) {

    static ScheduleView of(Schedule schedule) {
        return new ScheduleView(
                schedule.name(),
                schedule.version(),
                schedule.spec(),
                Preview.words(schedule.calendar(), schedule.spec().timing()),
                schedule.createdAt(),
                schedule.paused(),
                schedule.pausedAt(),
                schedule.pausedBy(),
                schedule.pausedWhy(),
                schedule.failures(),
                schedule.lastSuccessAt(),
                schedule.lastSuccessResult(),
                schedule.nextDue());
    }
}
