package ai.openclaw.dashboard;

import ai.openclaw.log.LogFeed;
import ai.openclaw.log.LogFilter;
import ai.openclaw.log.LogLine;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.Tasks;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// Keeps a task's open page up to date, until the task has ended: its state, and where the page
/// shows them the log or the conversation. One stream for both, since a browser has only six to a
/// server.
@Controller
class LiveTask {

    private final Tasks tasks;
    private final LogFeed logs;
    private final Changes changes;
    private final TaskParts parts;
    private final Conversations conversations;
    private final Clock clock;

    LiveTask(
            Tasks tasks,
            LogFeed logs,
            Changes changes,
            TaskParts parts,
            Conversations conversations,
            Clock clock) {
        this.tasks = tasks;
        this.logs = logs;
        this.changes = changes;
        this.parts = parts;
        this.conversations = conversations;
        this.clock = clock;
    }

    /// @param from the first line that the page does not have; absent for a page without the log
    /// @param after the attempt of the last line that it has
    /// @param turns the last event of the conversation that the page has; absent for a page without
    ///   it
    /// @param lastSeen the last line or event that the browser got before it lost the stream
    @GetMapping("/tasks/{id}/live")
    void follow(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam(required = false) @Nullable String stream,
            @RequestParam(required = false) @Nullable Long turns,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastSeen,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var task = tasks.get(new TaskId(id)).id();
        var end = clock.instant().plus(EventStream.LONGEST);
        var events = new EventStream(response);
        try (var watch = changes.watch(task::equals)) {
            events.send("task", parts.html(tasks.get(task)));
            boolean over;
            if (turns != null) {
                var known = lastSeen == null ? turns : lastSeen;
                over = conversations.follow(task, known, watch, events, end);
            } else if (from == null) {
                over = followState(task, watch, events, end);
            } else {
                var states =
                        Thread.ofVirtual()
                                .name("page of " + task)
                                .start(() -> followQuietly(task, watch, events, end));
                try {
                    var filter = new LogFilter(null, TaskPage.stream(stream));
                    var first = lastSeen == null ? from : lastSeen + 1;
                    over = followLog(task, first, after, filter, events, end);
                } finally {
                    states.interrupt();
                    states.join();
                }
            }
            if (over) {
                events.send("task", parts.html(tasks.get(task)));
                events.send("end", "");
            }
        }
    }

    /// @return whether the task has ended
    private boolean followState(TaskId task, Changes.Watch watch, EventStream events, Instant end)
            throws IOException, InterruptedException {
        while (changes.open() && clock.instant().isBefore(end)) {
            var now = tasks.get(task);
            if (now.state().finished()) {
                return true;
            }
            if (watch.await(EventStream.HEARTBEAT).isEmpty()) {
                events.heartbeat();
            } else {
                events.send("task", parts.html(tasks.get(task)));
            }
        }
        return false;
    }

    private void followQuietly(TaskId task, Changes.Watch watch, EventStream events, Instant end) {
        try {
            boolean _ = followState(task, watch, events, end);
        } catch (IOException gone) {
            // The thread that follows the log will notice by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether the log has ended
    private boolean followLog(
            TaskId task, long from, int after, LogFilter filter, EventStream events, Instant end)
            throws IOException, InterruptedException {
        var html = new LogHtml(after);
        var follower =
                new LogFeed.Follower() {
                    @Override
                    public void lines(List<LogLine> lines) throws IOException {
                        events.send("lines", lines.getLast().seq(), html.lines(lines));
                        stopAtEnd();
                    }

                    @Override
                    public void quiet() throws IOException {
                        events.heartbeat();
                        stopAtEnd();
                    }

                    private void stopAtEnd() {
                        if (clock.instant().isAfter(end)) {
                            throw new Enough();
                        }
                    }
                };
        try {
            return logs.follow(task, from, filter, follower).isPresent();
        } catch (Enough e) {
            return false;
        }
    }

    /// The stream is old enough; the browser comes again.
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }
}
