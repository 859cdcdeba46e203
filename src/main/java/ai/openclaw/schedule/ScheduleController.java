package ai.openclaw.schedule;

import ai.openclaw.base.Caller;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.task.TaskId;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/schedules")
class ScheduleController {

    private static final int PREVIEWED = 10;

    private final Schedules schedules;

    ScheduleController(Schedules schedules) {
        this.schedules = schedules;
    }

    record Started(TaskId task) {}

    /// By name.
    @GetMapping
    Page<ScheduleView> list(
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var page = schedules.list(PageRequest.of(limit, cursor, 1));
        return new Page<>(page.items().stream().map(ScheduleView::of).toList(), page.next());
    }

    @GetMapping("/{name}")
    ScheduleView get(@PathVariable("name") String name) {
        return ScheduleView.of(schedules.get(name));
    }

    @PutMapping("/{name}")
    ScheduleView put(
            @PathVariable("name") String name,
            @RequestBody ScheduleRequest request,
            @Nullable Principal principal) {
        return ScheduleView.of(
                schedules.put(
                        name,
                        request.spec(name),
                        request.version(),
                        request.paused(),
                        Caller.name(principal)));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("name") String name, @Nullable Principal principal) {
        schedules.delete(name, Caller.name(principal));
    }

    @PostMapping("/{name}/pause")
    ScheduleView pause(@PathVariable("name") String name, @Nullable Principal principal) {
        return ScheduleView.of(schedules.pause(name, Caller.name(principal)));
    }

    @PostMapping("/{name}/resume")
    ScheduleView resume(@PathVariable("name") String name, @Nullable Principal principal) {
        return ScheduleView.of(schedules.resume(name, Caller.name(principal)));
    }

    /// Runs it now, besides its due moments.
    @PostMapping("/{name}/run")
    ResponseEntity<Started> run(@PathVariable("name") String name, @Nullable Principal principal) {
        var task = schedules.run(name, Caller.name(principal));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/tasks/" + task))
                .body(new Started(task));
    }

    /// What became of its due moments.
    @GetMapping("/{name}/slots")
    Page<Slot> slots(
            @PathVariable("name") String name,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return schedules.slots(name, PageRequest.of(limit, cursor, 1));
    }

    /// What the timing of a schedule means: in words, and its next ten moments. Only the fields of
    /// the timing are looked at.
    @PostMapping("/preview")
    Preview preview(@RequestBody ScheduleRequest request) {
        return schedules.preview(request.spec().timing(), PREVIEWED);
    }
}
