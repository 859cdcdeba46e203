package ai.openclaw.log;

import ai.openclaw.base.NotFound;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads chunks. What one read costs depends on what it returns, about a megabyte at most, and
/// hardly on the length of the log.
@Component
class LogReader {

    /// Characters of one batch; a single larger chunk comes all the same.
    private static final int BUDGET = 1 << 20;

    /// What is a plausible line, to fetch little where little is wanted.
    private static final int LINE = 200;

    private static final String BATCH =
            """
            select t.state,
                   t.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                     or t.attempt > coalesce(cast(:attempt as int), t.attempt) as over,
                   coalesce(h.next_seq, 1) as next_seq,
                   c.first_seq, c.attempt, c.streams, c.at, c.text,
                   c.removed_lines is not null as removed
            from task t
            left join log_head h on h.task = t.id
            left join lateral (
              select k.* from (
                -- sizes first: text is fetched for what fits
                select n.first_seq, sum(n.bytes) over (order by n.first_seq) - n.bytes as before
                from (
                  select first_seq, bytes from log_chunk
                  where task = t.id
                    and first_seq >= coalesce(
                      (select max(first_seq) from log_chunk
                       where task = t.id and first_seq <= :from), 0)
                    and (cast(:attempt as int) is null or attempt = :attempt)
                    and (cast(:stream as smallint) is null or removed_lines is not null
                      or :stream = any(streams))
                  order by first_seq limit 500) n) near
              join log_chunk k on k.task = t.id and k.first_seq = near.first_seq
              where near.before < :budget) c on true
            where t.id = :task
            order by c.first_seq
            """;

    private final JdbcClient jdbc;

    LogReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @throws NotFound if there is no such task
    LogBatch read(TaskId task, long fromSeq, LogFilter filter) {
        return read(task, fromSeq, filter, BUDGET);
    }

    /// @param wanted how many lines the caller has use for; it may be given more or fewer
    /// @throws NotFound if there is no such task
    LogBatch read(TaskId task, long fromSeq, LogFilter filter, int wanted) {
        var stream = filter.stream();
        return jdbc.sql(BATCH)
                .param("task", task.value())
                .param("from", fromSeq)
                .param("attempt", filter.attempt(), Types.INTEGER)
                .param("stream", stream == null ? null : stream.code(), Types.SMALLINT)
                .param("budget", Math.clamp((long) wanted * LINE, 1, BUDGET))
                .query((ResultSetExtractor<LogBatch>) rs -> batch(rs, task, fromSeq, filter));
    }

    /// The number that the next line will have.
    ///
    /// @throws NotFound if there is no such task
    long next(TaskId task) {
        return jdbc.sql(
                        """
                        select coalesce(h.next_seq, 1)
                        from task t left join log_head h on h.task = t.id where t.id = :task
                        """)
                .param("task", task.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("task", task));
    }

    private static LogBatch batch(ResultSet rs, TaskId task, long fromSeq, LogFilter filter)
            throws SQLException {
        if (!rs.next()) {
            throw new NotFound("task", task);
        }
        var state = TaskState.valueOf(rs.getString("state"));
        boolean over = rs.getBoolean("over");
        long next = Math.max(fromSeq, rs.getLong("next_seq"));
        boolean drained = true;
        var lines = new ArrayList<LogLine>();
        do {
            long first = rs.getLong("first_seq");
            if (rs.wasNull()) {
                break;
            }
            var chunk = lines(rs, first);
            // That a log was removed is said whatever is asked for.
            boolean removed = rs.getBoolean("removed");
            for (var line : chunk) {
                if (line.seq() >= fromSeq && (removed || filter.takes(line))) {
                    lines.add(line);
                }
            }
            if (first + chunk.size() > fromSeq) {
                drained = false;
                next = first + chunk.size();
            }
        } while (rs.next());
        return new LogBatch(List.copyOf(lines), next, drained, over, state);
    }

    private static List<LogLine> lines(ResultSet rs, long first) throws SQLException {
        int attempt = rs.getInt("attempt");
        var streams = (Object[]) rs.getArray("streams").getArray();
        var at = (Timestamp[]) rs.getArray("at").getArray();
        var text = (String[]) rs.getArray("text").getArray();
        var lines = new ArrayList<LogLine>(text.length);
        for (int i = 0; i < text.length; i++) {
            lines.add(
                    new LogLine(
                            first + i,
                            attempt,
                            LogStream.of(((Number) streams[i]).intValue()),
                            at[i].toInstant(),
                            text[i]));
        }
        return lines;
    }
}
