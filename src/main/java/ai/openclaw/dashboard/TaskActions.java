package ai.openclaw.dashboard;

import ai.openclaw.base.Conflict;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.Tasks;
import java.security.Principal;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.view.RedirectView;

/// The buttons of a task's page. Each makes something, and shows the task's page again.
@Controller
class TaskActions {

    private final Tasks tasks;

    TaskActions(Tasks tasks) {
        this.tasks = tasks;
    }

    /// Too late is no mistake of whoever looks at a page that was right a moment ago: the page then
    /// says how it ended.
    @PostMapping("/tasks/{id}/cancellation")
    RedirectView cancel(@PathVariable UUID id, Principal who) {
        var task = new TaskId(id);
        try {
            tasks.cancel(task, who.getName());
        } catch (Conflict ended) {
            return to(task);
        }
        return to(task);
    }

    @PostMapping("/tasks/{id}/retry")
    RedirectView retry(@PathVariable UUID id, Principal who) {
        var task = new TaskId(id);
        try {
            tasks.retry(task, who.getName());
        } catch (Conflict changed) {
            return to(task);
        }
        return to(task);
    }

    @PostMapping("/tasks/{id}/copy")
    RedirectView copy(@PathVariable UUID id, Principal who) {
        return to(tasks.copy(new TaskId(id), who.getName()).id());
    }

    static RedirectView to(TaskId task) {
        return SeeOther.at("/tasks/" + task);
    }
}
