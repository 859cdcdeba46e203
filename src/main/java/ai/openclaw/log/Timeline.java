package ai.openclaw.log;

import ai.openclaw.task.TaskId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The timeline of every task: state changes, sandbox steps and whatever else is worth knowing
/// afterwards.
@Component
public class Timeline {

    /// Adds an event; joins the caller's transaction where there is one.
    public void record(
            TaskId task, @Nullable Integer attempt, String kind, Map<String, Object> detail) {
        throw new UnsupportedOperationException();
    }

    /// The events after `afterSeq`, oldest first, at most `limit`.
    public List<TimelineEvent> list(TaskId task, long afterSeq, int limit) {
        throw new UnsupportedOperationException();
    }
}
