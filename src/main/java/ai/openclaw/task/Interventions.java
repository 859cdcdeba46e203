package ai.openclaw.task;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.NotFound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What people do to a task that is there: cancel, retry, copy.
@Component
class Interventions {

    private final JdbcClient jdbc;
    private final TaskStore tasks;
    private final TaskChanges changes;
    private final ObjectProvider<Enqueuer> enqueuer;
    private final ApplicationEventPublisher events;

    Interventions(
            JdbcClient jdbc,
            TaskStore tasks,
            TaskChanges changes,
            ObjectProvider<Enqueuer> enqueuer,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.changes = changes;
        this.enqueuer = enqueuer;
        this.events = events;
    }

    @Transactional
    public Task cancel(TaskId id, String by) {
        // The task's row first, as the claim does, so that a task is either cancelled or claimed.
        var state =
                jdbc.sql("select state from task where id = :id for update")
                        .param("id", id.value())
                        .query((row, n) -> TaskState.valueOf(row.getString("state")))
                        .optional()
                        .orElseThrow(() -> new NotFound("task", id));
        switch (state) {
            case QUEUED -> cancelQueued(id, by);
            case RUNNING -> changes.requestCancel(List.of(id), by);
            case CANCELLED -> {}
            case SUCCEEDED, FAILED ->
                    throw new Conflict("The task is over: it " + verb(state) + ".");
        }
        return get(id);
    }

    /// Cancels what is not over yet, and is silent about the rest.
    @Transactional
    public void cancelOpen(Collection<TaskId> ids, String by) {
        var queued = new ArrayList<TaskId>();
        var running = new ArrayList<TaskId>();
        jdbc.sql(
                        """
                        select id, state from task
                        where id = any(:ids) and state in ('QUEUED', 'RUNNING')
                        order by id for update
                        """)
                .param("ids", ids.stream().map(TaskId::value).toArray(UUID[]::new))
                .query(row -> {
                    var to =
                            row.getString("state").equals(TaskState.QUEUED.name())
                                    ? queued
                                    : running;
                    to.add(new TaskId(row.getObject("id", UUID.class)));
                });
        if (!queued.isEmpty()) {
            changes.cancelQueued(queued, by);
            enqueuer.ifAvailable(Enqueuer::makeWay);
        }
        if (!running.isEmpty()) {
            changes.requestCancel(running, by);
        }
    }

    private void cancelQueued(TaskId id, String by) {
        changes.cancelQueued(List.of(id), by);
        enqueuer.ifAvailable(Enqueuer::makeWay);
    }

    @Transactional
    public Task retry(TaskId id, String by) {
        if (changes.retry(List.of(id), by) == 0) {
            throw new Conflict(
                    "Only a failed or cancelled task can be retried, and this one "
                            + verb(get(id).state())
                            + "; make a copy of it instead.");
        }
        return get(id);
    }

    @Transactional
    public Task copy(TaskId from, String by) {
        var id = TaskId.next();
        var attempt = AttemptId.next();
        if (!tasks.copy(from, id, attempt)) {
            throw new NotFound("task", from);
        }
        var task = get(id);
        enqueuer.ifAvailable(it -> it.enqueue(List.of(attempt)));
        tell(id, 1, "task.queued", "copyOf", from.toString(), "by", by);
        tell(from, null, "task.copied", "to", id.toString(), "by", by);
        return task;
    }

    private Task get(TaskId id) {
        return tasks.find(id).orElseThrow(() -> new NotFound("task", id));
    }

    private void tell(TaskId id, @Nullable Integer attempt, String kind, String... detail) {
        var map = new HashMap<String, Object>();
        for (int i = 0; i + 1 < detail.length; i += 2) {
            map.put(detail[i], detail[i + 1]);
        }
        events.publishEvent(new TaskEvent(id, attempt, kind, map));
    }

    private static String verb(TaskState state) {
        return switch (state) {
            case QUEUED -> "is waiting";
            case RUNNING -> "is running";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
        };
    }
}
