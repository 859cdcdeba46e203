package ai.openclaw.task;

/// Somebody wants the sandbox of a running attempt gone.
///
/// @param by who, for people who read how it ended
public record KillRequested(AttemptId attempt, String by) {}
