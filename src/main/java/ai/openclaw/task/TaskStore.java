package ai.openclaw.task;

import ai.openclaw.agent.Budget;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes and reads tasks. Batches go out in one round trip per table.
@Repository
class TaskStore {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final TaskRows rows;

    TaskStore(JdbcClient jdbc, NamedParameterJdbcTemplate batches, TaskRows rows) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.rows = rows;
    }

    Optional<Task> find(TaskId id) {
        return jdbc.sql("select * from task where id = :id")
                .param("id", id.value())
                .query(rows::task)
                .optional();
    }

    int count(TaskState state, int most) {
        return jdbc.sql(
                        """
                        select count(*) from (
                          select from task where state = :state limit :most) counted
                        """)
                .param("state", state.name())
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    List<Task> findAll(Collection<TaskId> ids) {
        return jdbc.sql("select * from task where id = any(:ids) order by id")
                .param("ids", ids.stream().map(TaskId::value).toArray(UUID[]::new))
                .query(rows::task)
                .list();
    }

    Optional<TaskSpec> spec(TaskId id) {
        return jdbc.sql("select spec from task where id = :id")
                .param("id", id.value())
                .query((row, n) -> rows.spec(row.getString("spec")))
                .optional();
    }

    Optional<Budget> budget(TaskId id) {
        return jdbc.sql("select spec->'budget' as budget from task where id = :id")
                .param("id", id.value())
                .query((row, n) -> rows.budget(row.getString("budget")))
                .optional();
    }

    /// Writes the tasks, their labels and what they are searched by, and the first attempt of each.
    /// Nothing is due before now: an early `runAt` is no head start.
    void insert(List<NewTask> tasks) {
        batch(
                """
                insert into task (id, agent, agent_version, max_attempts, prompt, command, spec,
                  labels, priority, concurrency_key, queue_ttl, schedule, callback_url, run_at,
                  expires_at)
                values (:id, :agent, :agentVersion, :maxAttempts, :prompt, :command::jsonb,
                  :spec::jsonb, :labels::jsonb, :priority, :concurrencyKey,
                  make_interval(secs => :queueTtl::float8), :schedule, :callbackUrl,
                  greatest(:runAt::timestamptz, now()),
                  greatest(:runAt::timestamptz, now()) + make_interval(secs => :queueTtl::float8))
                """,
                tasks.stream().map(this::columns).toList());
        batch(
                "insert into task_text (task, text, request) values (:task, :text, length(:text))",
                tasks.stream().map(TaskStore::text).toList());
        batch(
                "insert into task_label (task, key, value) values (:task, :key, :value)",
                tasks.stream().flatMap(it -> labels(it).stream()).toList());
        batch(
                """
                insert into attempt (id, task, number, agent, concurrency_key, priority, due_at)
                values (:attempt, :id, 1, :agent, :concurrencyKey, :priority,
                  greatest(:runAt::timestamptz, now()))
                """,
                tasks.stream().map(this::columns).toList());
    }

    void insertFiles(TaskId task, List<TaskFile> files) {
        var columns = new ArrayList<SqlParameterSource>();
        for (int n = 0; n < files.size(); n++) {
            var file = files.get(n);
            columns.add(
                    new MapSqlParameterSource("task", task.value())
                            .addValue("n", n)
                            .addValue("path", file.path())
                            .addValue("blob", file.blob())
                            .addValue("bytes", file.bytes())
                            .addValue("unpack", file.unpack()));
        }
        batch(
                """
                insert into task_file (task, n, path, blob, bytes, unpack)
                values (:task, :n, :path, :blob, :bytes, :unpack)
                """,
                columns);
    }

    List<TaskFile> files(TaskId task) {
        return jdbc.sql("select * from task_file where task = :task order by n")
                .param("task", task.value())
                .query((row, n) ->
                        new TaskFile(
                                row.getString("path"),
                                row.getObject("blob", UUID.class),
                                row.getLong("bytes"),
                                row.getBoolean("unpack")))
                .list();
    }

    /// Writes a task like another, with its files, and its first attempt, due now.
    ///
    /// @return whether there is such a task
    boolean copy(TaskId from, TaskId to, AttemptId attempt) {
        int copied =
                jdbc.sql(
                                """
                                with copy as (
                                  insert into task (id, agent, agent_version, max_attempts, prompt,
                                    command, spec, labels, priority, concurrency_key, queue_ttl,
                                    callback_url, run_at, expires_at)
                                  select :to, agent, agent_version, max_attempts, prompt,
                                    command, spec, labels, priority, concurrency_key, queue_ttl,
                                    callback_url, now(), now() + queue_ttl
                                  from task where id = :from
                                  returning *),
                                texts as (
                                  insert into task_text (task, text, request)
                                  select :to, left(text, request), request
                                  from task_text where task = :from),
                                labels as (
                                  insert into task_label (task, key, value)
                                  select :to, key, value from task_label where task = :from),
                                files as (
                                  insert into task_file (task, n, path, blob, bytes, unpack)
                                  select :to, n, path, blob, bytes, unpack
                                  from task_file where task = :from)
                                insert into attempt
                                  (id, task, number, agent, concurrency_key, priority, due_at)
                                select :attempt, id, 1, agent, concurrency_key, priority, run_at
                                from copy
                                """)
                        .param("from", from.value())
                        .param("to", to.value())
                        .param("attempt", attempt.value())
                        .update();
        return copied == 1;
    }

    private MapSqlParameterSource columns(NewTask task) {
        Duration ttl = task.queueTtl();
        return new MapSqlParameterSource()
                .addValue("id", task.id().value())
                .addValue("attempt", task.attempt().value())
                .addValue("agent", task.agent())
                .addValue("agentVersion", task.agentVersion())
                .addValue("maxAttempts", task.maxAttempts())
                .addValue("prompt", task.prompt())
                .addValue("command", task.command() == null ? null : rows.write(task.command()))
                .addValue("spec", rows.write(task.spec()))
                .addValue("labels", rows.write(task.labels()))
                .addValue("priority", task.priority())
                .addValue("concurrencyKey", task.concurrencyKey())
                .addValue("queueTtl", ttl == null ? null : ttl.toMillis() / 1000.0)
                .addValue("schedule", task.schedule())
                .addValue("callbackUrl", task.callbackUrl())
                .addValue("runAt", utc(task.runAt()));
    }

    private static SqlParameterSource text(NewTask task) {
        return new MapSqlParameterSource("task", task.id().value())
                .addValue("text", task.searchable());
    }

    private static List<SqlParameterSource> labels(NewTask task) {
        var labels = new ArrayList<SqlParameterSource>();
        task.labels()
                .forEach((key, value) ->
                        labels.add(
                                new MapSqlParameterSource("task", task.id().value())
                                        .addValue("key", key)
                                        .addValue("value", value)));
        return labels;
    }

    private void batch(String sql, List<? extends SqlParameterSource> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
