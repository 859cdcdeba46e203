package ai.openclaw.task;

import ai.openclaw.base.Reason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One run of a task, in a sandbox of its own.
///
/// @param node id of the gateway that ran it
/// @param image with its digest, once it is known
/// @param receipt of the isolation probes that was in force when it began
/// @param dueAt not claimed before
public record Attempt(
        AttemptId id,
        TaskId task,
        int number,
        TaskState state,
        @Nullable Reason reason,
        @Nullable String detail,
        @Nullable Integer exitCode,
        @Nullable UUID node,
        @Nullable String engine,
        @Nullable String image,
        @Nullable UUID sandbox,
        @Nullable Boolean warm,
        @Nullable UUID receipt,
        Instant dueAt,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant destroyedAt) {}
