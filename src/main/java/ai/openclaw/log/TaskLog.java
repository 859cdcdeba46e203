package ai.openclaw.log;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The log of every task.
@Component
public class TaskLog {

    /// Appends whole lines in one transaction and wakes whoever follows.
    ///
    /// @return false if the attempt is not RUNNING any more; nothing is stored then
    public boolean append(TaskId task, AttemptId attempt, List<LogLine.New> lines) {
        throw new UnsupportedOperationException();
    }

    /// The lines from `fromSeq` on, in order, at most `limit`; an empty list means that there are
    /// none yet.
    ///
    /// @param attempt only this one's lines, or null for all
    /// @param stream only this one's lines, or null for all
    public List<LogLine> read(
            TaskId task,
            long fromSeq,
            int limit,
            @Nullable Integer attempt,
            @Nullable LogStream stream) {
        throw new UnsupportedOperationException();
    }

    /// The last `limit` lines, oldest first.
    public List<LogLine> tail(TaskId task, int limit) {
        throw new UnsupportedOperationException();
    }
}
