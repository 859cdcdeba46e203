package ai.openclaw.task;

import ai.openclaw.base.Caller;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Asks for the end of a task. Asking twice is fine.
@RestController
class CancellationController {

    private final Tasks tasks;

    CancellationController(Tasks tasks) {
        this.tasks = tasks;
    }

    @PostMapping("/api/v1/tasks/{id}/cancellation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TaskView create(@PathVariable("id") UUID id, @Nullable Principal principal) {
        var task = tasks.cancel(new TaskId(id), Caller.name(principal));
        return TaskView.of(task, tasks.attempts(task.id()));
    }
}
