package ai.openclaw.schedule;

import ai.openclaw.task.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How many moments had the same fate: of a quarter of an hour, so that no zone's midnight lies
/// between them, or a row of the ledger that stands for several and may be longer.
///
/// @param due the first of them
/// @param lastDue the last
/// @param outcome how their tasks ended, if they fired; null until they did
public record SlotTally(
        Instant due, Instant lastDue, int count, SlotState state, @Nullable TaskState outcome) {}
