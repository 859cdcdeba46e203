package ai.openclaw.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something worth a line in the task's timeline. Published synchronously, inside the transaction
/// that did it: whoever listens writes it in the same transaction, so that it is there exactly if
/// the thing happened.
///
/// Kinds published here: `task.queued` (first attempt), `task.cancel_requested`, `attempt.retrying`
/// (a next attempt was made by policy), `task.retried` (by hand), `attempt.finished`,
/// `task.finished`, `task.copied`.
///
/// @param attempt its number, or null for what concerns the task as a whole
/// @param kind lower case, `subject.happened`
/// @param detail small, for people and programs; never secret
public record TaskEvent(
        TaskId task, @Nullable Integer attempt, String kind, Map<String, Object> detail) {

    public TaskEvent {
        detail = Map.copyOf(detail);
    }

    /// What happened to many tasks at once, published instead of one event for each.
    public record Many(List<TaskEvent> events) {

        public Many {
            events = List.copyOf(events);
        }
    }
}
