package ai.openclaw.task;

import ai.openclaw.base.Caller;
import java.net.URI;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Makes a new task of the same spec and files.
@RestController
class CopyController {

    private final Tasks tasks;

    CopyController(Tasks tasks) {
        this.tasks = tasks;
    }

    @PostMapping("/api/v1/tasks/{id}/copy")
    ResponseEntity<TaskView> create(@PathVariable("id") UUID id, @Nullable Principal principal) {
        var task = tasks.copy(new TaskId(id), Caller.name(principal));
        var view = TaskView.of(task, tasks.attempts(task.id()));
        return ResponseEntity.accepted().location(URI.create(view.links().self())).body(view);
    }
}
