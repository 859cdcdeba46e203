package ai.openclaw.dashboard;

import ai.openclaw.base.PageRequest;
import ai.openclaw.notify.Deliveries;
import ai.openclaw.task.Attempt;
import ai.openclaw.task.Task;
import ai.openclaw.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Those parts of a task's page that follow its state.
@Component
class TaskParts {

    private final Tasks tasks;
    private final Deliveries deliveries;
    private final Fragments fragments;
    private final Clock clock;

    TaskParts(Tasks tasks, Deliveries deliveries, Fragments fragments, Clock clock) {
        this.tasks = tasks;
        this.deliveries = deliveries;
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
                facts(task, attempts.isEmpty() ? null : attempts.getLast(), now));
    }

    private List<Fact> facts(Task task, @Nullable Attempt attempt, Instant now) {
        var facts = new ArrayList<>(Fact.of(task, tasks.spec(task.id()), attempt, now));
        if (task.callbackUrl() != null) {
            facts.add(Fact.plain("Callback", callback(task)));
        }
        return List.copyOf(facts);
    }

    private String callback(Task task) {
        return deliveries.ofTask(task.id(), PageRequest.of(null, null, 1)).items().stream()
                .filter(it -> it.webhook() == null)
                .findFirst()
                .map(DeliveryRow::summary)
                .orElse("told at the end");
    }

    /// All of them, to be put in place of those on an open page.
    String html(Task task) {
        return fragments.render("parts/task", "live", model(task));
    }
}
