package ai.openclaw.dashboard;

import ai.openclaw.base.PageRequest;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Tasks;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Keeps an open list of tasks up to date: its rows change in place, and what is newer is announced
/// in the line above, so that nothing jumps.
@Controller
class LiveTaskList {

    private static final Duration BREATH = Duration.ofMillis(250);
    private static final int MOST_ROWS = 500;
    private static final int MOST_FRESH = 99;

    private final Tasks tasks;
    private final Counts counts;
    private final Changes changes;
    private final Fragments fragments;
    private final Clock clock;

    LiveTaskList(Tasks tasks, Counts counts, Changes changes, Fragments fragments, Clock clock) {
        this.tasks = tasks;
        this.counts = counts;
        this.changes = changes;
        this.fragments = fragments;
        this.clock = clock;
    }

    @GetMapping("/tasks/live")
    void follow(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "") String ids,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var filter = ListFilter.of(state, agent, reason, q);
        var shown = ids(ids);
        var newest = shown.isEmpty() ? null : shown.getFirst();
        var known = Set.copyOf(shown);
        var end = clock.instant().plus(EventStream.LONGEST);
        var stream = new EventStream(response);
        try (var watch = changes.watch(it -> known.contains(it) || newer(it, newest))) {
            // What changed between the page and this stream.
            sendRows(stream, shown);
            sendFresh(stream, filter, newest);
            while (changes.open() && clock.instant().isBefore(end)) {
                var changed = watch.await(EventStream.HEARTBEAT);
                if (changed.isEmpty()) {
                    stream.heartbeat();
                    continue;
                }
                sendRows(stream, changed.stream().filter(known::contains).toList());
                if (!known.containsAll(changed)) {
                    sendFresh(stream, filter, newest);
                }
                sendCounts(stream, filter);
                watch.rest(BREATH);
            }
        }
    }

    private void sendRows(EventStream stream, List<TaskId> changed) throws IOException {
        var now = clock.instant();
        for (var id : changed) {
            var row = tasks.find(id).map(it -> TaskRow.of(it, now));
            if (row.isPresent()) {
                stream.send("t-" + id, render("row", Map.of("row", row.get())));
            }
        }
    }

    private void sendFresh(EventStream stream, ListFilter filter, @Nullable TaskId newest)
            throws IOException {
        var newer =
                tasks.list(filter.query(), new PageRequest(MOST_FRESH + 1, null)).items().stream()
                        .filter(it -> newer(it.id(), newest))
                        .count();
        var count = newer > MOST_FRESH ? MOST_FRESH + "+" : Long.toString(newer);
        Map<String, Object> model =
                Map.of("address", filter.address(null), "count", count, "one", newer == 1);
        stream.send("fresh", newer == 0 ? "" : render("fresh", model));
    }

    private void sendCounts(EventStream stream, ListFilter filter) throws IOException {
        var all = counts.all();
        var running = Objects.requireNonNullElse(all.get(TaskState.RUNNING), "");
        stream.send(
                "counts",
                render("counts", Map.of("tabs", StateTab.of(filter, all)))
                        + fragments.render("layout", "running", Map.of("running", running)));
    }

    private String render(String part, Map<String, Object> model) {
        return fragments.render("parts/tasks", part, model);
    }

    /// Ids grow with time.
    private static boolean newer(TaskId id, @Nullable TaskId than) {
        return than == null || id.toString().compareTo(than.toString()) > 0;
    }

    private static List<TaskId> ids(String list) {
        return Arrays.stream(list.split(",", MOST_ROWS + 1))
                .limit(MOST_ROWS)
                .flatMap(it -> uuid(it).stream())
                .map(TaskId::new)
                .toList();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
