package ai.openclaw.task;

import java.util.List;

/// An attempt with all that its worker needs to run it.
///
/// @param files what goes into `/workspace` first, in this order
public record Assignment(Task task, Attempt attempt, TaskSpec spec, List<TaskFile> files) {

    public Assignment {
        files = List.copyOf(files);
    }
}
