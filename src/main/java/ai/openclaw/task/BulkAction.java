package ai.openclaw.task;

/// What can be done to many tasks at once, and in which states they can be for it, in the order in
/// which they are gone through.
public enum BulkAction {
    CANCEL(TaskState.QUEUED, TaskState.RUNNING),
    RETRY(TaskState.FAILED, TaskState.CANCELLED);

    private final TaskState first;
    private final TaskState second;

    BulkAction(TaskState first, TaskState second) {
        this.first = first;
        this.second = second;
    }

    /// Whether it means anything to a task in this state.
    public boolean appliesTo(TaskState state) {
        return state == first || state == second;
    }
}
