package ai.openclaw.task;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tasks")
class TaskController {

    private static final String KEY = "Idempotency-Key";

    private final Tasks tasks;
    private final Submissions submissions;

    TaskController(Tasks tasks, Submissions submissions) {
        this.tasks = tasks;
        this.submissions = submissions;
    }

    /// Many tasks at once.
    record BatchRequest(@Nullable List<@Nullable TaskRequest> tasks) {}

    record BatchAnswer(List<TaskView> tasks) {}

    /// The task is in the database when this answers. A repeated key answers 200 with the task that
    /// it made.
    @PostMapping
    ResponseEntity<TaskView> submit(
            @RequestBody TaskRequest request,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var submitted = submissions.submit(request, key);
        var view = view(submitted.task());
        return ResponseEntity.status(submitted.created() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create(view.links().self()))
                .body(view);
    }

    @PostMapping("/batch")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BatchAnswer submitAll(
            @RequestBody BatchRequest request,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        if (key != null) {
            throw InvalidRequest.of(KEY, "is for single tasks, not for a batch.");
        }
        return new BatchAnswer(
                views(
                        submissions.submitAll(
                                request.tasks() == null ? List.of() : request.tasks())));
    }

    @GetMapping
    Page<TaskView> list(@RequestParam MultiValueMap<String, String> parameters) {
        var page =
                tasks.list(
                        TaskFilter.of(parameters),
                        PageRequest.of(
                                parameters.getFirst("limit"), parameters.getFirst("cursor"), 1));
        return new Page<>(views(page.items()), page.next());
    }

    @GetMapping("/{id}")
    TaskView get(@PathVariable("id") UUID id) {
        return view(tasks.get(new TaskId(id)));
    }

    private TaskView view(Task task) {
        return TaskView.of(task, tasks.attempts(task.id()));
    }

    private List<TaskView> views(Collection<Task> shown) {
        return TaskView.of(shown, tasks.attempts(shown.stream().map(Task::id).toList()));
    }
}
