package ai.openclaw.task;

import ai.openclaw.base.Reason;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Ends what nobody else would: queued tasks past their `queueTtl` that no worker ever claims, and
/// old idempotency keys. Any number of gateways may sweep at once.
@Component
class TaskSweep {

    private static final Logger log = LoggerFactory.getLogger(TaskSweep.class);
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Idempotency idempotency;

    TaskSweep(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            Idempotency idempotency) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.events = events;
        this.idempotency = idempotency;
    }

    @Scheduled(initialDelay = 2, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void tasks() {
        safely(() -> {
            while (expireTasks() == BATCH) {
                log.debug("more tasks have expired");
            }
        });
    }

    @Scheduled(initialDelay = 1, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    void leftovers() {
        safely(idempotency::sweep);
    }

    /// @return how many, at most a batch
    int expireTasks() {
        Integer expired = transactions.execute(_ -> expire());
        return expired == null ? 0 : expired;
    }

    private int expire() {
        // The task's row first, as the claim does; what is being claimed just now is passed over.
        var expired =
                jdbc.sql(
                                """
                                with due as (
                                  select id, attempt from task
                                  where state = 'QUEUED' and expires_at <= now()
                                  order by expires_at limit :batch
                                  for update skip locked),
                                attempts as (
                                  update attempt a set state = 'FAILED', reason = 'EXPIRED',
                                    detail = 'Not started within its queueTtl.',
                                    finished_at = now()
                                  from due
                                  where a.task = due.id and a.number = due.attempt
                                    and a.state = 'QUEUED'
                                  returning a.task, a.number)
                                update task t set state = 'FAILED', reason = 'EXPIRED',
                                  detail = 'Not started within its queueTtl.', finished_at = now()
                                from attempts a
                                where t.id = a.task and t.state = 'QUEUED'
                                returning t.id, t.attempt
                                """)
                        .param("batch", BATCH)
                        .query((row, n) ->
                                new TaskEvent(
                                        new TaskId(row.getObject("id", UUID.class)),
                                        row.getInt("attempt"),
                                        "task.finished",
                                        Map.of(
                                                "state",
                                                TaskState.FAILED.name(),
                                                "reason",
                                                Reason.EXPIRED.name())))
                        .list();
        expired.forEach(events::publishEvent);
        return expired.size();
    }

    private static void safely(Runnable sweep) {
        try {
            sweep.run();
        } catch (DataAccessException e) {
            log.warn("Could not sweep, trying again later: {}", e.getMessage());
        }
    }
}
