package ai.openclaw.task;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Reads attempts and moves their states. Wherever a transaction changes both, the attempt's row
/// comes before its task's: everyone who locks in this order cannot deadlock.
@Repository
class AttemptStore {

    private final JdbcClient jdbc;
    private final TaskRows rows;
    private final TransactionTemplate savepoint;

    AttemptStore(JdbcClient jdbc, TaskRows rows, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// Of all these tasks, each task's oldest first.
    List<Attempt> of(Collection<TaskId> tasks) {
        return jdbc.sql("select * from attempt where task = any(:tasks) order by task, number")
                .param("tasks", tasks.stream().map(TaskId::value).toArray(UUID[]::new))
                .query(rows::attempt)
                .list();
    }

    Optional<Attempt> running(AttemptId id, UUID node) {
        return jdbc.sql(
                        """
                        select * from attempt
                        where id = :id and node = :node and state = 'RUNNING'
                        """)
                .param("id", id.value())
                .param("node", node)
                .query(rows::attempt)
                .optional();
    }

    List<Attempt> runningOn(UUID node) {
        return jdbc.sql(
                        "select * from attempt where node = :node and state = 'RUNNING' order by id")
                .param("node", node)
                .query(rows::attempt)
                .list();
    }

    Set<AttemptId> cancelRequested(Collection<AttemptId> attempts) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select a.id from attempt a join task t on t.id = a.task
                                where a.id = any(:ids) and a.state = 'RUNNING'
                                  and t.cancel_requested_at is not null
                                """)
                        .param("ids", attempts.stream().map(AttemptId::value).toArray(UUID[]::new))
                        .query((row, n) -> new AttemptId(row.getObject("id", UUID.class)))
                        .list());
    }

    /// Which of these are not RUNNING any more.
    Set<AttemptId> over(Collection<AttemptId> attempts) {
        return new HashSet<>(
                jdbc.sql("select id from attempt where id = any(:ids) and state <> 'RUNNING'")
                        .param("ids", attempts.stream().map(AttemptId::value).toArray(UUID[]::new))
                        .query((row, n) -> new AttemptId(row.getObject("id", UUID.class)))
                        .list());
    }

    /// Who asked for the cancellation of the attempt's task.
    Optional<String> canceller(AttemptId attempt) {
        return jdbc.sql(
                        """
                        select cancel_requested_by from task
                        where id = (select task from attempt where id = :id)
                          and cancel_requested_by is not null
                        """)
                .param("id", attempt.value())
                .query(String.class)
                .optional();
    }

    boolean assignSandbox(
            AttemptId attempt,
            UUID sandbox,
            String engine,
            @Nullable String image,
            boolean warm,
            @Nullable UUID receipt) {
        return jdbc.sql(
                                """
                                update attempt set sandbox = :sandbox, engine = :engine,
                                  image = :image, warm = :warm, receipt = :receipt
                                where id = :id and state = 'RUNNING'
                                """)
                        .param("id", attempt.value())
                        .param("sandbox", sandbox)
                        .param("engine", engine)
                        .param("image", image)
                        .param("warm", warm)
                        .param("receipt", receipt, Types.OTHER)
                        .update()
                == 1;
    }

    /// RUNNING → the ending's state.
    ///
    /// @return the attempt as it is now; empty if it was not RUNNING
    Optional<Attempt> end(AttemptId attempt, Ending ending, @Nullable Instant destroyedAt) {
        return jdbc.sql(
                        """
                        update attempt set state = :state, reason = :reason, detail = :detail,
                          exit_code = :exitCode, finished_at = now(), destroyed_at = :destroyedAt,
                          outcome = null
                        where id = :id and state = 'RUNNING'
                        returning *
                        """)
                .param("id", attempt.value())
                .param("state", ending.state().name())
                .param("reason", ending.reason() == null ? null : ending.reason().name())
                .param("detail", ending.detail())
                .param("exitCode", ending.exitCode())
                .param(
                        "destroyedAt",
                        destroyedAt == null ? null : destroyedAt.atOffset(ZoneOffset.UTC))
                .query(rows::attempt)
                .optional();
    }

    /// What its task's future depends on, held until the end of the transaction.
    Progress lockTask(Attempt attempt, boolean poisonous) {
        return jdbc.sql(
                        """
                        select failures, infrastructure_failures, usage, spec->'retry' as retry,
                          cancel_requested_at is not null as cancel
                        from task where id = :id and attempt = :number and state = 'RUNNING'
                        for update
                        """)
                .param("id", attempt.task().value())
                .param("number", attempt.number())
                .query((row, n) ->
                        new Progress(
                                row.getInt("failures"),
                                row.getInt("infrastructure_failures"),
                                poisonous,
                                row.getBoolean("cancel"),
                                rows.usage(row.getString("usage")),
                                rows.retry(row.getString("retry"))))
                .single();
    }

    /// The task of an attempt that just ended goes back to QUEUED for its next.
    void requeue(Attempt ended, boolean counts, Usage usage) {
        one(
                jdbc.sql(
                                """
                                update task set state = 'QUEUED', attempt = attempt + 1,
                                  failures = failures + :failures,
                                  infrastructure_failures = infrastructure_failures + :spoiled,
                                  expires_at = null, usage = :usage::jsonb
                                where id = :id and attempt = :number and state = 'RUNNING'
                                """)
                        .param("id", ended.task().value())
                        .param("number", ended.number())
                        .param("failures", counts ? 1 : 0)
                        .param("spoiled", counts ? 0 : 1)
                        .param("usage", rows.write(usage))
                        .update());
    }

    /// The task of an attempt that just ended ends too.
    void endTask(Attempt ended, Verdict.Over over, @Nullable JsonNode result, Usage usage) {
        String json = result == null ? null : rows.write(result);
        one(
                jdbc.sql(
                                """
                                update task set state = :state, reason = :reason, detail = :detail,
                                  exit_code = :exitCode, result = :result::jsonb,
                                  finished_at = now(), usage = :usage::jsonb
                                where id = :id and attempt = :number and state = 'RUNNING'
                                """)
                        .param("id", ended.task().value())
                        .param("number", ended.number())
                        .param("state", over.state().name())
                        .param("reason", over.reason() == null ? null : over.reason().name())
                        .param("detail", over.detail())
                        .param("exitCode", ended.exitCode())
                        .param("result", json)
                        .param("usage", rows.write(usage))
                        .update());
        if (json != null) {
            jdbc.sql(
                            """
                            update task_text set text = left(text, request) || left(:result, 4000)
                            where task = :id
                            """)
                    .param("id", ended.task().value())
                    .param("result", json)
                    .update();
        }
    }

    /// Adds to what the task has used, whatever state it is in.
    void spent(TaskId task, long input, long output, long cached, BigDecimal usd) {
        jdbc.sql(
                        """
                        update task set usage = usage || jsonb_build_object(
                          'inputTokens', coalesce((usage->>'inputTokens')::bigint, 0) + :input,
                          'outputTokens', coalesce((usage->>'outputTokens')::bigint, 0) + :output,
                          'cachedTokens', coalesce((usage->>'cachedTokens')::bigint, 0) + :cached,
                          'usd', coalesce((usage->>'usd')::numeric, 0) + :usd)
                        where id = :task
                        """)
                .param("task", task.value())
                .param("input", input)
                .param("output", output)
                .param("cached", cached)
                .param("usd", usd)
                .update();
    }

    /// Adds the attempt that the task's row already counts.
    void insertNext(AttemptId id, TaskId task, Duration wait) {
        one(
                jdbc.sql(
                                """
                                insert into attempt
                                  (id, task, number, agent, concurrency_key, priority, due_at)
                                select :id, id, attempt, agent, concurrency_key, priority,
                                  now() + make_interval(secs => :wait)
                                from task where id = :task and state = 'QUEUED'
                                """)
                        .param("id", id.value())
                        .param("task", task.value())
                        .param("wait", wait.toMillis() / 1000.0)
                        .update());
    }

    /// Whether Postgres can hold it as `jsonb`.
    boolean holds(JsonNode value) {
        try {
            return Boolean.TRUE.equals(
                    savepoint.execute(_ ->
                            jdbc.sql("select :value::jsonb is not null")
                                    .param("value", rows.write(value))
                                    .query(Boolean.class)
                                    .single()));
        } catch (DataAccessException e) {
            return false;
        }
    }

    private static void one(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("an attempt and its task disagree: " + rows + " rows");
        }
    }
}
