package ai.openclaw.task;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What people change about tasks that are there, each change one statement for any number of them,
/// with a line in each timeline. Called in a transaction that holds the rows of the tasks, which
/// the claim locks first too, so that a task is either cancelled or claimed.
@Component
class TaskChanges {

    private final JdbcClient jdbc;
    private final ObjectProvider<Enqueuer> enqueuer;
    private final ApplicationEventPublisher events;

    TaskChanges(
            JdbcClient jdbc, ObjectProvider<Enqueuer> enqueuer, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.enqueuer = enqueuer;
        this.events = events;
    }

    /// @param next the id of another attempt, for those who make one
    private record Changed(TaskId task, int attempt, AttemptId next) {}

    /// QUEUED → CANCELLED.
    ///
    /// @return how many
    int cancelQueued(Collection<TaskId> ids, String by) {
        var cancelled =
                changed(
                        """
                        with ended as (
                          update attempt set state = 'CANCELLED', reason = 'CANCELLED',
                            detail = :detail, finished_at = now()
                          where task = any(:ids) and state = 'QUEUED'
                          returning task, number)
                        update task t set state = 'CANCELLED', reason = 'CANCELLED',
                          detail = :detail, finished_at = now(),
                          cancel_requested_at = now(), cancel_requested_by = :by
                        from ended e
                        where t.id = e.task and t.attempt = e.number and t.state = 'QUEUED'
                        returning t.id, t.attempt
                        """,
                        ids,
                        Map.of("by", by, "detail", "Cancelled by " + by + " before it started."));
        if (cancelled.size() != ids.size()) {
            throw new IllegalStateException(
                    "tasks and their attempts disagree: "
                            + cancelled.size()
                            + " of "
                            + ids.size()
                            + " could be cancelled");
        }
        tell(cancelled, "task.finished", Map.of("state", "CANCELLED", "by", by));
        return cancelled.size();
    }

    /// Asks for the cancellation of those that are RUNNING and of which nobody asked it before.
    ///
    /// @return how many
    int requestCancel(Collection<TaskId> ids, String by) {
        var requested =
                changed(
                        """
                        update task set cancel_requested_at = now(), cancel_requested_by = :by
                        where id = any(:ids) and state = 'RUNNING' and cancel_requested_at is null
                        returning id, attempt
                        """,
                        ids,
                        Map.of("by", by));
        tell(requested, "task.cancel_requested", Map.of("by", by));
        return requested.size();
    }

    /// FAILED or CANCELLED → QUEUED, as if nothing had been tried yet, each with a next attempt.
    ///
    /// @return how many
    int retry(Collection<TaskId> ids, String by) {
        var reopened =
                changed(
                        """
                        update task set state = 'QUEUED', attempt = attempt + 1,
                          failures = 0, infrastructure_failures = 0, reason = null,
                          detail = null, exit_code = null, result = null, run_at = now(),
                          expires_at = null, started_at = null, finished_at = null,
                          cancel_requested_at = null, cancel_requested_by = null
                        where id = any(:ids) and state in ('FAILED', 'CANCELLED')
                        returning id, attempt
                        """,
                        ids,
                        Map.of());
        insert(reopened);
        var attempts = reopened.stream().map(Changed::next).toList();
        enqueuer.ifAvailable(it -> it.enqueue(attempts));
        tell(reopened, "task.retried", Map.of("by", by));
        return reopened.size();
    }

    private void insert(List<Changed> reopened) {
        int rows =
                jdbc.sql(
                                """
                                insert into attempt
                                  (id, task, number, agent, concurrency_key, priority, due_at)
                                select it.attempt, t.id, t.attempt, t.agent, t.concurrency_key,
                                  t.priority, now()
                                from unnest(:attempts, :tasks) it(attempt, task)
                                join task t on t.id = it.task and t.state = 'QUEUED'
                                """)
                        .param(
                                "attempts",
                                reopened.stream().map(it -> it.next().value()).toArray(UUID[]::new))
                        .param(
                                "tasks",
                                reopened.stream().map(it -> it.task().value()).toArray(UUID[]::new))
                        .update();
        if (rows != reopened.size()) {
            throw new IllegalStateException(
                    "attempts and their tasks disagree: " + rows + " rows of " + reopened.size());
        }
    }

    private List<Changed> changed(
            String sql, Collection<TaskId> ids, Map<String, String> parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .param("ids", ids.stream().map(TaskId::value).toArray(UUID[]::new))
                .query((row, n) ->
                        new Changed(
                                new TaskId(row.getObject("id", UUID.class)),
                                row.getInt("attempt"),
                                AttemptId.next()))
                .list();
    }

    private void tell(List<Changed> them, String kind, Map<String, Object> detail) {
        var told =
                them.stream()
                        .map(it -> new TaskEvent(it.task(), it.attempt(), kind, detail))
                        .toList();
        if (told.size() == 1) {
            events.publishEvent(told.getFirst());
        } else if (!told.isEmpty()) {
            events.publishEvent(new TaskEvent.Many(told));
        }
    }
}
