package ai.openclaw.dashboard;

import ai.openclaw.log.Timeline;
import ai.openclaw.log.TimelineEvent;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.Tasks;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/// A task's conversation as its page shows it: what is there, and then what comes.
@Component
class Conversations {

    /// The newest events that a page is made of.
    static final int EVENTS = 1_000;

    private static final int AT_ONCE = 200;

    /// A person who watches does not notice less.
    private static final Duration PAUSE = Duration.ofMillis(700);

    private static final String TEMPLATE = "parts/turns";

    private final Timeline timeline;
    private final Tasks tasks;
    private final TaskParts parts;
    private final Fragments fragments;
    private final Changes changes;
    private final Clock clock;

    Conversations(
            Timeline timeline,
            Tasks tasks,
            TaskParts parts,
            Fragments fragments,
            Changes changes,
            Clock clock) {
        this.timeline = timeline;
        this.tasks = tasks;
        this.parts = parts;
        this.fragments = fragments;
        this.changes = changes;
        this.clock = clock;
    }

    /// A conversation so far.
    ///
    /// @param last event that is in it; 0 if there is none
    /// @param clipped whether there is more before it
    record Page(Turns turns, long last, boolean clipped) {}

    Page now(Task task) {
        // Asked before: what comes meanwhile is told later.
        boolean over = task.state().finished();
        var page = upTo(task.id(), Long.MAX_VALUE - 1);
        if (over) {
            var _ = page.turns().close();
        }
        return page;
    }

    private Page upTo(TaskId task, long last) {
        var turns = new Turns();
        var events = timeline.newest(task, last + 1, EVENTS).reversed();
        for (var event : events) {
            var _ = turns.take(event);
        }
        return new Page(
                turns, events.isEmpty() ? 0 : events.getLast().seq(), events.size() == EVENTS);
    }

    /// Tells an open page what comes, until the task has ended or the time is up.
    ///
    /// @param last event that the page knows
    /// @return whether the task has ended
    boolean follow(TaskId task, long last, Changes.Watch watch, EventStream page, Instant end)
            throws IOException, InterruptedException {
        var turns = upTo(task, last).turns();
        long seen = last;
        var heard = clock.instant();
        while (changes.open() && clock.instant().isBefore(end)) {
            // Asked before the events are read, so that none is missed.
            boolean over = tasks.get(task).state().finished();
            for (var event : timeline.list(task, seen, AT_ONCE)) {
                seen = event.seq();
                if (tell(turns, event, page)) {
                    heard = clock.instant();
                }
            }
            if (over) {
                for (var done : turns.close()) {
                    page.send("turns", seen, html(done));
                }
                return true;
            }
            if (!watch.await(PAUSE).isEmpty()) {
                page.send("task", parts.html(tasks.get(task)));
                heard = clock.instant();
            } else if (heard.plus(EventStream.HEARTBEAT).isBefore(clock.instant())) {
                page.heartbeat();
                heard = clock.instant();
            }
        }
        return false;
    }

    private boolean tell(Turns turns, TimelineEvent event, EventStream page) throws IOException {
        var change = turns.take(event);
        if (change.isEmpty()) {
            return false;
        }
        page.send("turns", event.seq(), html(change.get()));
        return true;
    }

    private String html(Turns.Change change) {
        return switch (change) {
            case Turns.NewTurn(var turn) ->
                    fragments.render(TEMPLATE, "new-turn", Map.of("turn", turn));
            case Turns.NewCall(var turn, var call) ->
                    fragments.render(TEMPLATE, "new-call", Map.of("turn", turn, "call", call));
            case Turns.Done(var call) -> fragments.render(TEMPLATE, "done", Map.of("call", call));
        };
    }
}
