package ai.openclaw.dashboard;

import ai.openclaw.task.Task;
import ai.openclaw.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The head of a task's page.
///
/// @param cancelling whether its end is asked for already
record TaskHead(
        String id,
        String title,
        TaskState state,
        String word,
        @Nullable String reason,
        @Nullable String detail,
        String agent,
        int agentVersion,
        String attempt,
        Moment created,
        List<String> labels,
        boolean cancellable,
        boolean cancelling,
        boolean retryable,
        boolean live) {

    static TaskHead of(Task task, Instant now) {
        boolean finished = task.state().finished();
        boolean cancelling = !finished && task.cancelRequestedAt() != null;
        return new TaskHead(
                task.id().toString(),
                Shown.title(task),
                task.state(),
                TaskRow.word(task),
                TaskRow.reason(task),
                task.detail(),
                task.agent(),
                task.agentVersion(),
                task.maxAttempts() > 1 || task.attempt() > 1
                        ? "attempt "
                                + task.attempt()
                                + (task.attempt() <= task.maxAttempts()
                                        ? " of " + task.maxAttempts()
                                        : "")
                        : "",
                Moment.of(task.createdAt(), now),
                task.labels().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(it -> it.getKey() + ":" + it.getValue())
                        .toList(),
                !finished && !cancelling,
                cancelling,
                task.state() == TaskState.FAILED || task.state() == TaskState.CANCELLED,
                !finished);
    }
}
