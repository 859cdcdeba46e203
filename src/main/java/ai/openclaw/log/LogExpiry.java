package ai.openclaw.log;

import ai.openclaw.base.Expiring;
import ai.openclaw.base.Ids;
import ai.openclaw.task.TaskBelongings;
import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Logs of finished tasks. Of each attempt's log one gap line stays that says what became of it, in
/// place of the last line that was removed.
@Component
class LogExpiry implements Expiring, TaskBelongings {

    private static final int LOGS_AT_ONCE = 100;

    private static final String DUE =
            """
            select h.task, t.finished_at from log_head h join task t on t.id = h.task
            where h.removed_at is null and h.task < :bound
              and t.finished_at < now() - make_interval(secs => :keep)
            order by h.task limit :most
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    LogExpiry(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "logs";
    }

    @Override
    public String description() {
        return "Logs of finished tasks; a line stays that says so.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return jdbc.sql(
                        """
                        select count(*), coalesce(sum(log.bytes), 0) as bytes,
                          min(due.finished_at) as oldest
                        from (%s) due
                        left join lateral (
                          select sum(bytes) as bytes from log_chunk where task = due.task) log
                          on true
                        """
                                .formatted(DUE))
                .param("bound", bound(keep))
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    private record Removed(int chunks, long bytes) {}

    @Override
    public Step step(Duration keep, int most) {
        // The lock keeps appends out, of which there are none but for a task that is retried now.
        UUID[] tasks =
                jdbc.sql(DUE + " for no key update of h skip locked")
                        .param("bound", bound(keep))
                        .param("keep", (double) keep.toSeconds())
                        .param("most", LOGS_AT_ONCE)
                        .query((row, n) -> row.getObject("task", UUID.class))
                        .list()
                        .toArray(UUID[]::new);
        if (tasks.length == 0) {
            return Step.NONE;
        }
        var removed = remove(tasks, keep, most);
        var gone = settle(tasks);
        events.publishEvent(
                new TaskEvent.Many(
                        gone.stream()
                                .map(it ->
                                        new TaskEvent(
                                                it, null, "log.removed", Map.of("kept", "" + keep)))
                                .toList()));
        return new Step(gone.size(), removed.bytes, true);
    }

    private Removed remove(UUID[] tasks, Duration keep, int most) {
        return jdbc.sql(
                        """
                        with gone as (
                          delete from log_chunk where (task, first_seq) in (
                            select task, first_seq from log_chunk
                            where task = any(:tasks) and removed_lines is null
                            order by task, first_seq limit :most)
                          returning task, attempt, bytes, cardinality(streams) as lines,
                            first_seq + cardinality(streams) - 1 as last),
                        earlier as (
                          delete from log_chunk l
                          using (select distinct task, attempt from gone) g
                          where l.task = g.task and l.attempt = g.attempt
                            and l.removed_lines is not null
                          returning l.task, l.attempt, l.removed_lines as lines,
                            l.first_seq as last),
                        sums as (
                          select task, attempt, max(last) as last, sum(lines) as lines
                          from (select task, attempt, last, lines from gone
                            union all select task, attempt, last, lines from earlier) both_of_them
                          group by task, attempt),
                        said as (
                          insert into log_chunk
                            (task, first_seq, attempt, streams, at, text, bytes, removed_lines)
                          select task, last, attempt, '{2}', array[now()],
                            array[format('The log of attempt %s, %s lines, was removed: logs are '
                              'kept for %s.', attempt, lines, cast(:keep as text))], 0, lines
                          from sums)
                        select count(*), coalesce(sum(bytes), 0) from gone
                        """)
                .param("tasks", tasks)
                .param("keep", keep.toString())
                .param("most", most)
                .query((row, n) -> new Removed(row.getInt(1), row.getLong(2)))
                .single();
    }

    /// Of which nothing is left.
    private List<TaskId> settle(UUID[] tasks) {
        return jdbc.sql(
                        """
                        update log_head h set removed_at = now()
                        where task = any(:tasks) and not exists (
                          select from log_chunk
                          where task = h.task and removed_lines is null)
                        returning task
                        """)
                .param("tasks", tasks)
                .query((row, n) -> new TaskId(row.getObject("task", UUID.class)))
                .list();
    }

    @Override
    public int removeSome(Collection<TaskId> tasks, int most) {
        return jdbc.sql(
                        """
                        delete from log_chunk where (task, first_seq) in (
                          select task, first_seq from log_chunk
                          where task = any(:tasks) limit :most)
                        """)
                .param("tasks", tasks.stream().map(TaskId::value).toArray(UUID[]::new))
                .param("most", most)
                .update();
    }

    private UUID bound(Duration keep) {
        return Ids.least(clock.instant().minus(keep).plus(Duration.ofMinutes(10)));
    }
}
