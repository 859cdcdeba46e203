package ai.openclaw.schedule;

import ai.openclaw.task.TaskId;
import org.jspecify.annotations.Nullable;

/// Something about a schedule that somebody should be told. Published synchronously, inside the
/// transaction that found it: whoever listens writes what it has to send in the same transaction.
///
/// @param task the one that failed, or null
/// @param count moments that were missed, or failed runs in a row
/// @param detail for people, as a sentence
public record ScheduleEvent(
        String schedule, Kind kind, @Nullable TaskId task, int count, String detail) {

    public enum Kind {
        /// A run failed.
        FAILED,
        /// Due moments did not fire.
        MISSED,
        /// It failed too often in a row and is paused now.
        PAUSED
    }
}
