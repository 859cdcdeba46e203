package ai.openclaw.notify;

import ai.openclaw.task.TaskState;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a webhook can be told of.
public enum EventType {
    TASK_SUCCEEDED("task.succeeded"),
    TASK_FAILED("task.failed"),
    TASK_CANCELLED("task.cancelled"),
    /// A run of a schedule failed.
    SCHEDULE_FAILED("schedule.failed"),
    /// A due moment of a schedule passed without a run.
    SCHEDULE_MISSED("schedule.missed"),
    /// A schedule was paused because its runs failed.
    SCHEDULE_PAUSED("schedule.paused"),
    /// Somebody tries a webhook out; it gets this whatever it asked for.
    WEBHOOK_TEST("webhook.test");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    static Optional<EventType> parse(String text) {
        return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    /// Those that can be asked for, in words.
    public static String names() {
        return Arrays.stream(values())
                .filter(it -> it != WEBHOOK_TEST)
                .map(EventType::toString)
                .collect(Collectors.joining(", "));
    }

    /// @param state one that ends a task
    static EventType of(TaskState state) {
        return switch (state) {
            case SUCCEEDED -> TASK_SUCCEEDED;
            case FAILED -> TASK_FAILED;
            case CANCELLED -> TASK_CANCELLED;
            case QUEUED, RUNNING -> throw new IllegalArgumentException("no end: " + state);
        };
    }

    /// As it stands in payloads, such as `task.failed`.
    @Override
    public String toString() {
        return text;
    }
}
