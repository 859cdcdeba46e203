package ai.openclaw.schedule;

import ai.openclaw.task.TaskRequest;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/// What a schedule is, as a person wrote it. Shown flat, kept nested.
///
/// @param task what is enqueued, with templates still in it
public record ScheduleSpec(
        @Nullable String description,
        @JsonUnwrapped Timing timing,
        @JsonUnwrapped Policy policy,
        @JsonUnwrapped TaskRequest task) {

    /// As it is kept.
    record Kept(@Nullable String description, Timing timing, Policy policy, TaskRequest task) {

        ScheduleSpec spec() {
            return new ScheduleSpec(description, timing, policy, task);
        }
    }

    Kept kept() {
        return new Kept(description, timing, policy, task);
    }
}
