package ai.openclaw.task;

/// A running attempt is to be stopped. Published on every node after the commit; after a lost
/// connection the worker asks [Tasks#cancelRequested] for what it may have missed.
public record CancelRequested(AttemptId attempt) {}
