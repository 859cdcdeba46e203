package ai.openclaw.log;

import static ai.openclaw.log.LogFormat.utf8;

import ai.openclaw.task.TaskId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// A task's log, in the form that `Accept` names: `text/plain` and `application/x-ndjson` give what
/// is there now, `text/event-stream` follows. Written batch by batch on the request's own, virtual,
/// thread, so a slow reader holds one batch.
@RestController
class LogController {

    private final LogReader reader;
    private final LogFeed feed;
    private final JsonMapper json;

    LogController(LogReader reader, LogFeed feed, JsonMapper json) {
        this.reader = reader;
        this.feed = feed;
        this.json = json;
    }

    @GetMapping("/api/v1/tasks/{id}/logs")
    void logs(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String attempt,
            @RequestParam(required = false) @Nullable String stream,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotAcceptableException, IOException {
        var format = LogFormat.of(accept);
        boolean follow = format == LogFormat.EVENTS;
        var query = LogQuery.parse(attempt, stream, from, follow ? lastEventId : null);
        var task = new TaskId(id);
        long end = reader.next(task);
        response.setContentType(format.contentType());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        if (follow) {
            follow(task, query, response);
        } else {
            print(task, query, end, format, response.getOutputStream());
        }
    }

    private void print(TaskId task, LogQuery query, long end, LogFormat format, OutputStream out)
            throws IOException {
        // Up to the end as it was at first: a task may print faster than a client reads.
        long from = query.from();
        while (from < end) {
            var batch = reader.read(task, from, query.filter());
            for (var line : batch.lines()) {
                if (line.seq() < end) {
                    format.write(line, json, out);
                }
            }
            from = batch.next();
        }
    }

    private void follow(TaskId task, LogQuery query, HttpServletResponse response)
            throws IOException {
        // nginx and its like would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        var events = new Events(response);
        events.comment("following");
        try {
            var state = feed.follow(task, query.from(), query.filter(), events);
            if (state.isPresent()) {
                events.end(state.get().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Events implements LogFeed.Follower {

        private final HttpServletResponse response;
        private final OutputStream out;

        Events(HttpServletResponse response) throws IOException {
            this.response = response;
            this.out = response.getOutputStream();
        }

        @Override
        public void lines(List<LogLine> lines) throws IOException {
            for (var line : lines) {
                LogFormat.EVENTS.write(line, json, out);
            }
            response.flushBuffer();
        }

        @Override
        public void quiet() throws IOException {
            comment("quiet");
        }

        void comment(String text) throws IOException {
            out.write(utf8(": " + text + "\n\n"));
            response.flushBuffer();
        }

        void end(String state) throws IOException {
            out.write(utf8("event: end\ndata: {\"state\":\"" + state + "\"}\n\n"));
            response.flushBuffer();
        }
    }
}
