package ai.openclaw.notify;

import ai.openclaw.base.Ids;
import ai.openclaw.notify.Outbox.Entry;
import ai.openclaw.notify.Payloads.Payload;
import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskView;
import ai.openclaw.task.Tasks;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes the ends of tasks into the outbox, in the transaction that ends them. A task that is
/// retried by hand ends once more and is told once more, under another id.
@Component
class TaskEndings {

    private static final String FINISHED = "task.finished";

    private final JdbcClient jdbc;
    private final Tasks tasks;
    private final Outbox outbox;
    private final Payloads payloads;

    TaskEndings(JdbcClient jdbc, Tasks tasks, Outbox outbox, Payloads payloads) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.outbox = outbox;
        this.payloads = payloads;
    }

    @EventListener
    void on(TaskEvent event) {
        if (event.kind().equals(FINISHED)) {
            tell(List.of(event.task()));
        }
    }

    @EventListener
    void on(TaskEvent.Many many) {
        var finished =
                many.events().stream()
                        .filter(it -> it.kind().equals(FINISHED))
                        .map(TaskEvent::task)
                        .toList();
        if (!finished.isEmpty()) {
            tell(finished);
        }
    }

    /// @param url of the callback; null for the webhook
    private record Wish(TaskId task, @Nullable UUID webhook, @Nullable String url) {}

    private void tell(List<TaskId> ended) {
        var wishes = wishes(ended);
        if (wishes.isEmpty()) {
            return;
        }
        var told = wishes.stream().map(Wish::task).distinct().toList();
        var views = tasks.views(told).stream().collect(Collectors.toMap(TaskView::id, it -> it));
        var made = new HashMap<TaskId, Payload>();
        outbox.add(
                wishes.stream()
                        .map(it -> {
                            var view = views.get(it.task());
                            if (view == null) {
                                throw new IllegalStateException("no task " + it.task());
                            }
                            var payload = made.computeIfAbsent(it.task(), _ -> payloads.of(view));
                            return entry(it, payload);
                        })
                        .toList());
    }

    private List<Wish> wishes(List<TaskId> ended) {
        return jdbc.sql(
                        """
                        select id, null::uuid as webhook, callback_url from task
                        where id = any(:ids) and callback_url is not null
                        union all
                        select t.id, w.id, null from webhook w
                        join task t on t.id = any(:ids)
                          and w.events && array['*', 'task.' || lower(t.state)]
                        where w.enabled
                        """)
                .param("ids", ended.stream().map(TaskId::value).toArray(UUID[]::new))
                .query((row, _) ->
                        new Wish(
                                new TaskId(row.getObject("id", UUID.class)),
                                row.getObject("webhook", UUID.class),
                                row.getString("callback_url")))
                .list();
    }

    private static Entry entry(Wish wish, Payload payload) {
        String url = wish.url();
        return new Entry(
                Ids.next(),
                wish.webhook(),
                wish.task(),
                url,
                url == null ? String.valueOf(wish.webhook()) : authority(url),
                payload);
    }

    private static String authority(String url) {
        return URI.create(url).getRawAuthority().toLowerCase(Locale.ROOT);
    }
}
