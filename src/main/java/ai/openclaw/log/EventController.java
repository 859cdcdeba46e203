package ai.openclaw.log;

import ai.openclaw.base.Cursor;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.task.TaskId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A task's timeline, newest first as every list.
@RestController
class EventController {

    private final Timeline timeline;
    private final LogReader reader;

    EventController(Timeline timeline, LogReader reader) {
        this.timeline = timeline;
        this.reader = reader;
    }

    @GetMapping("/api/v1/tasks/{id}/events")
    Page<TimelineEvent> events(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor, 1);
        var task = new TaskId(id);
        reader.next(task);
        var after = page.cursor();
        long before = after == null ? Long.MAX_VALUE : after.number(0);
        return page.page(
                timeline.newest(task, before, page.rows()), event -> Cursor.of(event.seq()));
    }
}
