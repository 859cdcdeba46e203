package ai.openclaw.task;

import ai.openclaw.agent.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A task that is about to be written, with its first attempt.
///
/// @param runAt null for at once
/// @param schedule whose slot it is; null where a client asked for it
record NewTask(
        TaskId id,
        AttemptId attempt,
        String agent,
        int agentVersion,
        @Nullable String prompt,
        @Nullable List<String> command,
        TaskSpec spec,
        List<InputFile> files,
        Map<String, String> labels,
        int priority,
        @Nullable String concurrencyKey,
        @Nullable Instant runAt,
        @Nullable Duration queueTtl,
        @Nullable String schedule,
        @Nullable String callbackUrl) {

    static NewTask of(
            TaskRequest request,
            @Nullable String schedule,
            Agent agent,
            TaskSpec spec,
            List<InputFile> files) {
        return new NewTask(
                TaskId.next(),
                AttemptId.next(),
                agent.name(),
                agent.version(),
                request.prompt(),
                request.command(),
                spec,
                files,
                request.labels() == null ? Map.of() : request.labels(),
                request.priority() == null ? 0 : request.priority(),
                request.concurrencyKey(),
                // What is long ago is now, and the year -999999999 is not for Postgres.
                request.runAt() == null || request.runAt().isBefore(Instant.EPOCH)
                        ? null
                        : request.runAt(),
                request.queueTtl(),
                schedule,
                request.callbackUrl());
    }

    int maxAttempts() {
        Integer most = spec.retry().maxAttempts();
        return most == null ? 1 : most;
    }

    /// What a search finds the task by: the beginnings of long texts.
    String searchable() {
        var text = new StringBuilder();
        if (prompt != null) {
            text.append(prompt, 0, Math.min(prompt.length(), 8_000)).append('\n');
        }
        if (command != null) {
            String joined = String.join(" ", command);
            text.append(joined, 0, Math.min(joined.length(), 4_000)).append('\n');
        }
        labels.forEach((key, value) -> text.append(key).append(':').append(value).append('\n'));
        return text.toString();
    }
}
