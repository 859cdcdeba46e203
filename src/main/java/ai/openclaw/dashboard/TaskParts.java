package ai.openclaw.dashboard;

import ai.openclaw.task.Task;
import ai.openclaw.task.Tasks;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Those parts of a task's page that follow its state.
@Component
class TaskParts {

    private final Tasks tasks;
    private final Fragments fragments;
    private final Clock clock;

    TaskParts(Tasks tasks, Fragments fragments, Clock clock) {
        this.tasks = tasks;
        this.fragments = fragments;
        this.clock = clock;
    }

    Map<String, Object> model(Task task) {
        var now = clock.instant();
        var attempts = tasks.attempts(task.id());
        return Map.of(
                "head",
                TaskHead.of(task, now),
                "gantt",
                Gantt.of(attempts, now),
                "facts",
                Fact.of(
                        task,
                        tasks.spec(task.id()),
                        attempts.isEmpty() ? null : attempts.getLast(),
                        now));
    }

    /// All of them, to be put in place of those on an open page.
    String html(Task task) {
        return fragments.render("parts/task", "live", model(task));
    }
}
