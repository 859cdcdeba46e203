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
    /// @param path as in [Artifact], checked here
    /// @throws ai.openclaw.base.TooLarge past `maxBytes`; nothing is kept then
    /// @throws ai.openclaw.base.InvalidRequest if the path will not do
    /// @throws ai.openclaw.base.Conflict if the attempt is not RUNNING any more
    public Artifact store(
            TaskId task, AttemptId attempt, String path, InputStream in, long maxBytes)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Keeps what an attempt left, from the tar stream of its `/workspace/out`, in which every
    /// entry's name begins with `out/`. The stream is taken for hostile: whatever is not a plain
    /// file with a decent name is skipped and noted, every cap holds, and memory does not grow with
    /// what comes. A damaged or broken stream ends the taking; what came before is kept. The caller
    /// closes the stream; at the deadline it is closed here.
    ///
    /// @throws ai.openclaw.base.Conflict if the attempt is not RUNNING any more
    public Taken take(TaskId task, AttemptId attempt, InputStream tar, Caps caps) {
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
