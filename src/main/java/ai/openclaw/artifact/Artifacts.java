package ai.openclaw.artifact;

import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The artifacts of every task.
@Component
public class Artifacts {

    /// Reads `in` to its end and keeps it under `path`, in place of an earlier one of this attempt.
    ///
    /// @throws ai.openclaw.base.TooLarge past `maxBytes`; nothing is kept then
    public Artifact store(
            TaskId task, AttemptId attempt, String path, InputStream in, long maxBytes)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /// By path.
    ///
    /// @param attempt only this one's, or null for the newest attempt that left any
    public List<Artifact> list(TaskId task, @Nullable Integer attempt) {
        throw new UnsupportedOperationException();
    }

    /// The content; the caller closes it.
    ///
    /// @throws ai.openclaw.base.NotFound if there is none
    public InputStream open(TaskId task, @Nullable Integer attempt, String path) {
        throw new UnsupportedOperationException();
    }
}
