package ai.openclaw.task;

/// Something about the task is different: its state, its attempt, or that its cancellation is asked
/// for. Published on every node after the commit, at most once per commit, on the thread that
/// listens: a listener must return quickly, and look the task up for what it is now.
public record TaskChanged(TaskId task) {}
