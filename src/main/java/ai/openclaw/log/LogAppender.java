package ai.openclaw.log;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.util.List;

/// The one who writes an attempt's log. An append that failed may be tried again: if the database
/// had stored it and only its answer was lost, nothing is stored twice. For one thread at a time.
public final class LogAppender {

    private final LogWriter writer;
    private final TaskId task;
    private final AttemptId attempt;
    private LogProgress stored;

    LogAppender(LogWriter writer, TaskId task, AttemptId attempt, LogProgress stored) {
        this.writer = writer;
        this.task = task;
        this.attempt = attempt;
        this.stored = stored;
    }

    /// @return false if the attempt is not RUNNING any more; nothing is stored then
    /// @throws IllegalStateException if somebody else wrote meanwhile
    /// @see TaskLog#append
    public boolean append(List<LogLine.New> lines) {
        if (!writer.append(task, attempt, lines, stored)) {
            return false;
        }
        stored = stored.and(lines);
        return true;
    }
}
