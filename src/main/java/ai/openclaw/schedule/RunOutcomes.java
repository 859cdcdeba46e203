package ai.openclaw.schedule;

import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// How the tasks of schedules end: the last success, and failures in a row. An ending is noted in
/// the transaction that ends the task, which so waits for no schedule, and counted by the timer.
@Component
class RunOutcomes {

    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final ScheduleStore store;
    private final Firing firing;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    RunOutcomes(
            JdbcClient jdbc,
            ScheduleStore store,
            Firing firing,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.firing = firing;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
    }

    @EventListener
    void on(TaskEvent event) {
        if (event.kind().equals("task.finished")) {
            note(List.of(event.task()));
        }
    }

    @EventListener
    void on(TaskEvent.Many many) {
        var ended =
                many.events().stream()
                        .filter(it -> it.kind().equals("task.finished"))
                        .map(TaskEvent::task)
                        .toList();
        if (!ended.isEmpty()) {
            note(ended);
        }
    }

    private void note(List<TaskId> ended) {
        int noted =
                jdbc.sql(
                                """
                                insert into schedule_ending (schedule, task, state)
                                select schedule, id, state from task
                                where id = any(:tasks) and schedule is not null
                                """)
                        .param("tasks", ended.stream().map(TaskId::value).toArray(UUID[]::new))
                        .update();
        if (noted > 0) {
            store.wake();
        }
    }

    private record Noted(String schedule, TaskId task, TaskState state, Instant at) {}

    /// Counts what has ended since. One gateway at a time, so that a row of failures is one.
    ///
    /// @return whether there may be more
    boolean count(Instant now) {
        return Boolean.TRUE.equals(
                transactions.execute(_ -> {
                    var noted = take();
                    noted.stream().map(Noted::schedule).distinct().sorted().forEach(this::hold);
                    noted.forEach(it -> count(it, now));
                    return noted.size() == BATCH;
                }));
    }

    private List<Noted> take() {
        return jdbc.sql(
                        """
                        with mine as materialized (
                          select pg_try_advisory_xact_lock(
                            hashtextextended('openclaw schedule outcomes', 0)) as mine),
                        taken as (
                          delete from schedule_ending where (select mine from mine) and id in (
                            select id from schedule_ending order by id limit :batch)
                          returning *)
                        select * from taken order by id
                        """)
                .param("batch", BATCH)
                .query((row, n) ->
                        new Noted(
                                row.getString("schedule"),
                                new TaskId(row.getObject("task", UUID.class)),
                                TaskState.valueOf(row.getString("state")),
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private void hold(String schedule) {
        var _ = store.lock(schedule);
    }

    private void count(Noted ended, Instant now) {
        jdbc.sql("update slot set outcome = :state where task = :task")
                .param("state", ended.state().name())
                .param("task", ended.task().value())
                .update();
        switch (ended.state()) {
            case SUCCEEDED -> succeeded(ended);
            case FAILED -> failed(ended, now);
            case CANCELLED, QUEUED, RUNNING -> {}
        }
    }

    private void succeeded(Noted ended) {
        jdbc.sql(
                        """
                        update schedule set failures = 0, last_success_at = :at,
                          last_success_result = (select result from task where id = :task)
                        where name = :name
                        """)
                .param("name", ended.schedule())
                .param("task", ended.task().value())
                .param("at", ScheduleStore.utc(ended.at()))
                .update();
    }

    private void failed(Noted ended, Instant now) {
        var schedule = store.lock(ended.schedule()).orElse(null);
        if (schedule == null) {
            return;
        }
        int failures = schedule.failures() + 1;
        jdbc.sql("update schedule set failures = :failures where name = :name")
                .param("name", schedule.name())
                .param("failures", failures)
                .update();
        String detail = "Task " + ended.task() + " failed.";
        events.publishEvent(
                new ScheduleEvent(
                        schedule.name(),
                        ScheduleEvent.Kind.FAILED,
                        ended.task(),
                        failures,
                        detail));
        var most = schedule.spec().policy().disableAfterFailures();
        if (most != null && failures >= most && !schedule.paused()) {
            firing.pause(schedule.name(), failures, detail, now);
        }
    }
}
