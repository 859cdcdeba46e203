package ai.openclaw.retention;

import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.TaskId;
import java.util.List;
import java.util.UUID;

/// Finished tasks of long ago with all that hangs on them, as if they had been run then.
final class OldTasks {

    private OldTasks() {}

    /// @param days ago
    /// @param chunks of the log of each, of three lines
    static List<TaskId> add(Database database, int days, int count, int chunks) {
        return database.jdbc()
                .sql(
                        """
                        with made as (
                          select n, now() - make_interval(days => :days) as at,
                            cast(lpad(to_hex(cast(extract(epoch from now()
                              - make_interval(days => :days)) * 1000 as bigint)), 12, '0')
                              || '7' || substr(md5(:days || ' ' || n), 1, 3)
                              || '8' || substr(md5(:days || ' ' || n), 4, 15) as uuid) as id
                          from generate_series(1, :count) n),
                        task as (
                          insert into task (id, agent, agent_version, state, max_attempts, spec,
                            created_at, run_at, started_at, finished_at)
                          select id, 'shell', 1, 'SUCCEEDED', 1, '{}', at, at, at, at from made),
                        label as (
                          insert into task_label (key, value, task)
                          select 'age', cast(:days as text), id from made),
                        text as (
                          insert into task_text (task, text, request) select id, 'x', 1 from made),
                        attempt as (
                          insert into attempt (id, task, number, agent, state, due_at, started_at,
                            finished_at)
                          select id, id, 1, 'shell', 'SUCCEEDED', at, at, at from made),
                        event as (
                          insert into timeline (task, attempt, at, kind)
                          select id, 1, at, 'task.finished' from made),
                        head as (
                          insert into log_head (task, next_seq, attempt, stdout_lines)
                          select id, 1 + 3 * :chunks, 1, 3 * :chunks from made),
                        chunk as (
                          insert into log_chunk (task, first_seq, attempt, streams, at, text, bytes)
                          select id, 1 + 3 * c, 1, '{0,0,0}', array[at, at, at], '{a,b,c}', 3
                          from made cross join generate_series(0, :chunks - 1) c),
                        blob as (
                          insert into blob (id, bytes, sha256, created_at, written_at)
                          select id, 4, 'x', at, at from made),
                        bytes as (
                          insert into blob_chunk (blob, n, data) select id, 0, 'data' from made),
                        artifact as (
                          insert into artifact (attempt, path, task, number, blob, bytes, sha256,
                            created_at)
                          select id, 'f', id, 1, id, 4, 'x', at from made),
                        key as (
                          insert into idempotency_key (key, body_sha256, task, created_at)
                          select id, 'x', id, at from made)
                        select id from made
                        """)
                .param("days", days)
                .param("count", count)
                .param("chunks", chunks)
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }
}
