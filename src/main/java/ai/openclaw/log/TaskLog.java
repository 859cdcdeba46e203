package ai.openclaw.log;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The log of every task. To follow one live, see [LogFeed].
@Component
public class TaskLog {

    private final LogWriter writer;
    private final LogReader reader;

    TaskLog(LogWriter writer, LogReader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /// Appends whole lines in one transaction and wakes whoever follows. Some hundred lines at once
    /// is a good measure. NUL, which Postgres cannot hold, is stored as U+2400 (␀). A line may be
    /// of any length, but is held in memory whole wherever it is read: break up what is longer than
    /// some 64 KiB.
    ///
    /// @return false if the attempt is not RUNNING any more; nothing is stored then
    public boolean append(TaskId task, AttemptId attempt, List<LogLine.New> lines) {
        return writer.append(task, attempt, lines, null);
    }

    /// For who writes an attempt's whole log and does again what failed.
    ///
    /// @param stored how far it is stored already
    public LogAppender appender(TaskId task, AttemptId attempt, LogProgress stored) {
        return new LogAppender(writer, task, attempt, stored);
    }

    /// How far this attempt's log is stored.
    public LogProgress progress(AttemptId attempt) {
        return writer.progress(attempt);
    }

    /// The lines from `fromSeq` on, in order, at most `limit`; an empty list means that there are
    /// none yet.
    ///
    /// @param attempt only this one's lines, or null for all
    /// @param stream only this one's lines, or null for all
    /// @throws ai.openclaw.base.NotFound if there is no such task
    public List<LogLine> read(
            TaskId task,
            long fromSeq,
            int limit,
            @Nullable Integer attempt,
            @Nullable LogStream stream) {
        var filter = new LogFilter(attempt, stream);
        var lines = new ArrayList<LogLine>();
        for (long from = fromSeq; lines.size() < limit; ) {
            var batch = reader.read(task, from, filter, limit - lines.size());
            if (batch.drained()) {
                break;
            }
            lines.addAll(batch.lines());
            from = batch.next();
        }
        return List.copyOf(lines.subList(0, Math.min(limit, lines.size())));
    }

    /// The last `limit` lines, oldest first.
    ///
    /// @throws ai.openclaw.base.NotFound if there is no such task
    public List<LogLine> tail(TaskId task, int limit) {
        return read(task, Math.max(1, reader.next(task) - limit), limit, null, null);
    }
}
