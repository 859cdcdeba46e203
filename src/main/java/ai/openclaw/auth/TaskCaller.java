package ai.openclaw.auth;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A program in a sandbox that has shown its task token.
///
/// @param number of the attempt
/// @param agentVersion the version that the task was enqueued with
/// @param schedule whose task it is, or null
public record TaskCaller(
        TaskId task,
        AttemptId attempt,
        int number,
        String agent,
        int agentVersion,
        @Nullable String schedule,
        UUID sandbox) {}
