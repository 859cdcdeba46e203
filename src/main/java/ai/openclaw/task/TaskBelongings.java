package ai.openclaw.task;

import java.util.Collection;

/// What another room keeps of a task and may be much. A task that is deleted takes the little
/// things along; these go before, in small steps.
public interface TaskBelongings {

    /// Removes some of what these tasks have, in the caller's transaction.
    ///
    /// @param most how many rows
    /// @return how many; fewer than `most` if nothing is left
    int removeSome(Collection<TaskId> tasks, int most);
}
