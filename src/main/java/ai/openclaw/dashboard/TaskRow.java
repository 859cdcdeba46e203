package ai.openclaw.dashboard;

import ai.openclaw.base.Reason;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A task in the list.
///
/// @param note in place of the labels: why it ended, or what it waits for; null for nothing special
/// @param ran how long it ran or waits
/// @param runs since when, if it goes on
record TaskRow(
        String id,
        String shortId,
        String title,
        TaskState state,
        String word,
        @Nullable String reason,
        String agent,
        List<String> labels,
        @Nullable String note,
        String attempt,
        String ran,
        @Nullable String runs,
        Moment created) {

    private static final int MOST_LABELS = 3;

    static TaskRow of(Task task, Instant now) {
        var id = task.id().toString();
        var started = task.startedAt();
        var finished = task.finishedAt();
        return new TaskRow(
                id,
                Shown.shortId(id),
                Shown.title(task),
                task.state(),
                word(task),
                reason(task),
                task.agent(),
                task.labels().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .limit(MOST_LABELS)
                        .map(it -> it.getKey() + ":" + it.getValue())
                        .toList(),
                note(task, now),
                task.maxAttempts() > 1
                        ? task.attempt() + " of " + task.maxAttempts()
                        : Integer.toString(task.attempt()),
                started == null
                        ? "–"
                        : Shown.duration(
                                Duration.between(started, finished == null ? now : finished)),
                started != null && finished == null ? started.toString() : null,
                Moment.of(task.createdAt(), now));
    }

    /// Null where the state says as much.
    static @Nullable String reason(Task task) {
        var reason = task.reason();
        return reason == null || reason == Reason.CANCELLED ? null : reason.name();
    }

    static String word(Task task) {
        return task.state() == TaskState.RUNNING && task.cancelRequestedAt() != null
                ? "Cancelling"
                : Shown.word(task.state());
    }

    private static @Nullable String note(Task task, Instant now) {
        if (task.state() == TaskState.QUEUED && task.runAt().isAfter(now)) {
            return "due in " + Shown.duration(Duration.between(now, task.runAt()));
        }
        var detail = task.detail();
        return task.state().finished() && detail != null
                ? Shown.cut(detail.replaceAll("\\p{Cntrl}+", " "), 160)
                : null;
    }
}
