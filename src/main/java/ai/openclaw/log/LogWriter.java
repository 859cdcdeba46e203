package ai.openclaw.log;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Appends lines. A task's appends happen one after another, under the lock of its head row, so
/// that numbers become visible in their order and a reader who saw n has missed nothing before.
@Component
class LogWriter {

    /// A chunk is what a reader fetches at once.
    private static final int CHUNK_LINES = 1_000;

    private static final int CHUNK_BYTES = 256 * 1024;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    LogWriter(JdbcClient jdbc, JdbcTemplate template, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = transaction;
    }

    /// @param before how far the log was when these lines came; null if nobody tries twice
    boolean append(
            TaskId task, AttemptId attempt, List<LogLine.New> lines, @Nullable LogProgress before) {
        if (lines.isEmpty()) {
            return running(task, attempt);
        }
        return Boolean.TRUE.equals(
                transaction.execute(_ -> {
                    var head = lock(task, attempt);
                    if (head.isEmpty()) {
                        return false;
                    }
                    if (before == null || head.get().progress.equals(before)) {
                        write(task, head.get(), lines);
                    } else if (!head.get().progress.equals(before.and(lines))) {
                        throw new IllegalStateException(
                                "somebody else writes the log of attempt " + attempt);
                    }
                    return true;
                }));
    }

    LogProgress progress(AttemptId attempt) {
        return jdbc.sql(
                        """
                        select h.* from attempt a
                        join log_head h on h.task = a.task and h.attempt = a.number
                        where a.id = :attempt
                        """)
                .param("attempt", attempt.value())
                .query((rs, _) -> progress(rs))
                .optional()
                .orElse(LogProgress.NONE);
    }

    private boolean running(TaskId task, AttemptId attempt) {
        return jdbc.sql(
                        """
                        select exists (select from attempt
                          where id = :attempt and task = :task and state = 'RUNNING')
                        """)
                .param("task", task.value())
                .param("attempt", attempt.value())
                .query(Boolean.class)
                .single();
    }

    /// The fence: holds until the commit that the attempt is RUNNING, and keeps other appends out.
    private Optional<Head> lock(TaskId task, AttemptId attempt) {
        var head = tryLock(task, attempt);
        if (head.isPresent()) {
            return head;
        }
        // Refused, or the first words of this task, which others may be writing just now as well.
        jdbc.sql(
                        """
                        insert into log_head (task)
                        select task from attempt
                        where id = :attempt and task = :task and state = 'RUNNING'
                        on conflict do nothing
                        """)
                .param("task", task.value())
                .param("attempt", attempt.value())
                .update();
        return tryLock(task, attempt);
    }

    private Optional<Head> tryLock(TaskId task, AttemptId attempt) {
        return jdbc.sql(
                        """
                        select h.*, a.number
                        from attempt a
                        join task t on t.id = a.task and t.attempt = a.number
                        join log_head h on h.task = a.task
                        where a.id = :attempt and a.task = :task and a.state = 'RUNNING'
                        for share of a for update of h
                        """)
                .param("task", task.value())
                .param("attempt", attempt.value())
                .query((rs, _) -> head(rs))
                .optional();
    }

    private void write(TaskId task, Head head, List<LogLine.New> lines) {
        long seq = head.nextSeq;
        var progress = head.progress;
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            progress = progress.and(line);
            bytes += line.text().length();
            if (i + 1 == lines.size() || i + 1 - start == CHUNK_LINES || bytes >= CHUNK_BYTES) {
                insert(task, seq + start, head.attempt, lines.subList(start, i + 1), bytes);
                start = i + 1;
                bytes = 0;
            }
        }
        jdbc.sql(
                        """
                        with head as (
                          update log_head set next_seq = :next, attempt = :attempt,
                            stdout_lines = :outLines, stdout_crc = :outCrc,
                            stderr_lines = :errLines, stderr_crc = :errCrc,
                            removed_at = null
                          where task = :task)
                        select pg_notify('openclaw_log', cast(:task as text))
                        """)
                .param("task", task.value())
                .param("next", seq + lines.size())
                .param("attempt", head.attempt)
                .param("outLines", progress.stdout().lines())
                .param("outCrc", progress.stdout().crc())
                .param("errLines", progress.stderr().lines())
                .param("errCrc", progress.stderr().crc())
                .query((_, _) -> 1)
                .list();
    }

    private void insert(
            TaskId task, long firstSeq, int attempt, List<LogLine.New> lines, int bytes) {
        int n = lines.size();
        var streams = new Short[n];
        var at = new String[n];
        var text = new String[n];
        for (int i = 0; i < n; i++) {
            var line = lines.get(i);
            streams[i] = line.stream().code();
            at[i] = line.at().toString();
            text[i] = line.text().replace('\0', '\u2400');
        }
        template.update(
                """
                insert into log_chunk (task, first_seq, attempt, streams, at, text, bytes)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                (PreparedStatement insert) -> {
                    var c = insert.getConnection();
                    insert.setObject(1, task.value());
                    insert.setLong(2, firstSeq);
                    insert.setInt(3, attempt);
                    insert.setArray(4, c.createArrayOf("int2", streams));
                    insert.setArray(5, c.createArrayOf("timestamptz", at));
                    insert.setArray(6, c.createArrayOf("text", text));
                    insert.setInt(7, bytes);
                });
    }

    private static Head head(ResultSet rs) throws SQLException {
        int attempt = rs.getInt("number");
        return new Head(
                rs.getLong("next_seq"),
                attempt,
                rs.getInt("attempt") == attempt ? progress(rs) : LogProgress.NONE);
    }

    private static LogProgress progress(ResultSet rs) throws SQLException {
        return new LogProgress(
                new LogProgress.Stream(rs.getLong("stdout_lines"), rs.getLong("stdout_crc")),
                new LogProgress.Stream(rs.getLong("stderr_lines"), rs.getLong("stderr_crc")));
    }

    private record Head(long nextSeq, int attempt, LogProgress progress) {}
}
