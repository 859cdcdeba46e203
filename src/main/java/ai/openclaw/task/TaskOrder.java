package ai.openclaw.task;

import ai.openclaw.base.InvalidRequest;

/// A task that a schedule asks for.
///
/// @param schedule its name, which the task then carries
public record TaskOrder(String schedule, TaskRequest request) {

    /// What became of it.
    public sealed interface Result {}

    public record Accepted(TaskId task) implements Result {}

    /// @param why naming every field that is wrong
    public record Refused(InvalidRequest why) implements Result {}
}
