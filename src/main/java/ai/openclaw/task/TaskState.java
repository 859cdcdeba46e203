package ai.openclaw.task;

/// Where a task or an attempt stands. The only ways: QUEUED → RUNNING → one of the last three, and
/// QUEUED → FAILED or CANCELLED; a retry takes a finished task back to QUEUED with a new attempt.
public enum TaskState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /// Whether nothing more happens by itself.
    public boolean finished() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
