package ai.openclaw.task;

import ai.openclaw.base.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A task as the API shows it. What went into its environment stays in, and so does the address of
/// its callback.
public record TaskView(
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
        @Nullable TaskId parent,
        @Nullable String schedule,
        Instant createdAt,
        Instant runAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Usage usage,
        List<Run> attempts,
        Links links) {

    /// @param attempts of all of them, each task's oldest first
    static List<TaskView> of(Collection<Task> tasks, List<Attempt> attempts) {
        var byTask = attempts.stream().collect(Collectors.groupingBy(Attempt::task));
        return tasks.stream().map(it -> of(it, byTask.getOrDefault(it.id(), List.of()))).toList();
    }

    static TaskView of(Task task, List<Attempt> attempts) {
        return new TaskView(
                task.id(),
                task.agent(),
                task.agentVersion(),
                task.state(),
                task.reason(),
                task.detail(),
                task.exitCode(),
                task.result(),
                task.attempt(),
                task.maxAttempts(),
                task.prompt(),
                task.command(),
                task.labels(),
                task.priority(),
                task.parent(),
                task.schedule(),
                task.createdAt(),
                task.runAt(),
                task.startedAt(),
                task.finishedAt(),
                task.usage(),
                attempts.stream().map(Run::of).toList(),
                Links.to(task.id()));
    }

    /// One attempt.
    public record Run(
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
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant destroyedAt) {

        static Run of(Attempt attempt) {
            return new Run(
                    attempt.number(),
                    attempt.state(),
                    attempt.reason(),
                    attempt.detail(),
                    attempt.exitCode(),
                    attempt.node(),
                    attempt.engine(),
                    attempt.image(),
                    attempt.sandbox(),
                    attempt.warm(),
                    attempt.receipt(),
                    attempt.queuedAt(),
                    attempt.startedAt(),
                    attempt.finishedAt(),
                    attempt.destroyedAt());
        }
    }

    /// Where to go on from here, as paths on this gateway.
    public record Links(
            String self, String logs, String events, String artifacts, String dashboard) {

        static Links to(TaskId id) {
            String self = "/api/v1/tasks/" + id;
            return new Links(
                    self, self + "/logs", self + "/events", self + "/artifacts", "/tasks/" + id);
        }
    }
}
