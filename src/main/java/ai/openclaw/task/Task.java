package ai.openclaw.task;

import ai.openclaw.base.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One task as it stands.
///
/// @param command as the request gave it; null when only a prompt was given
/// @param attempt number of the newest attempt, from 1
/// @param callbackUrl where its end is told; may hold what its owner holds secret
/// @param result JSON that the program wrote, or null
public record Task(
        TaskId id,
        String agent,
        int agentVersion,
        TaskState state,
        @Nullable Reason reason,
        @Nullable String detail,
        @Nullable Integer exitCode,
        @Nullable JsonNode result,
        int attempt,
        int maxAttempts,
        @Nullable String prompt,
        @Nullable List<String> command,
        Map<String, String> labels,
        int priority,
        @Nullable String concurrencyKey,
        @Nullable TaskId parent,
        @Nullable String schedule,
        @Nullable String callbackUrl,
        @Nullable Instant cancelRequestedAt,
        Instant createdAt,
        Instant runAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Usage usage) {}
