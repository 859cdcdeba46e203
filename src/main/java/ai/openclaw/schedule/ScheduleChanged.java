package ai.openclaw.schedule;

/// Somebody did something to a schedule. Published synchronously, in the transaction that did it.
///
/// @param action `create`, `change`, `delete`, `pause`, `resume` or `run`
/// @param by who
public record ScheduleChanged(String schedule, String action, String by) {}
