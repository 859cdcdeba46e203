package ai.openclaw.schedule;

import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a due moment, or of several in a row that had the same fate.
///
/// @param lastDue the last of them; equals `due` where it is one
/// @param why null only for what fired on time
/// @param task its task, if it fired; it may be gone by now
/// @param outcome how that task ended; null until it did
/// @param at when this was decided, by the database's clock
public record Slot(
        String schedule,
        Instant due,
        Instant lastDue,
        int count,
        SlotState state,
        @Nullable String why,
        @Nullable TaskId task,
        @Nullable TaskState outcome,
        Instant at) {}
