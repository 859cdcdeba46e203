package ai.openclaw.artifact;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.NotFound;
import ai.openclaw.blob.Blobs;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The artifacts of every task.
@Component
public class Artifacts {

    private static final Logger log = LoggerFactory.getLogger(Artifacts.class);

    private final ArtifactRows rows;
    private final Blobs blobs;

    Artifacts(ArtifactRows rows, Blobs blobs) {
        this.rows = rows;
        this.blobs = blobs;
    }

    /// Reads `in` to its end and keeps it under `path`, in place of an earlier one of this attempt.
    ///
    /// @param path as in [Artifact], checked here
    /// @throws ai.openclaw.base.TooLarge past `maxBytes`; nothing is kept then
    /// @throws ai.openclaw.base.InvalidRequest if the path will not do
    /// @throws ai.openclaw.base.Conflict if the attempt is not RUNNING any more
    public Artifact store(
            TaskId task, AttemptId attempt, String path, InputStream in, long maxBytes)
            throws IOException {
        check(path);
        return rows.keep(task, attempt, path, blobs.store(in, maxBytes), null);
    }

    /// As [#store], for a file that the program sends by itself while it runs: of these an attempt
    /// has as many and as large ones as [Caps#DEFAULT] says, beside what it leaves at its end.
    public Artifact put(TaskId task, AttemptId attempt, String path, InputStream in)
            throws IOException {
        check(path);
        var caps = Caps.DEFAULT;
        rows.requireRoom(attempt, path, 0, caps);
        var blob = blobs.store(in, caps.fileBytes());
        return rows.keep(task, attempt, path, blob, caps);
    }

    private static void check(String path) {
        String flaw = ArtifactPath.flaw(path);
        if (flaw != null) {
            throw InvalidRequest.of("path", "The artifact " + flaw + ".");
        }
    }

    /// Keeps what an attempt left, from the tar stream of its `/workspace/out`, in which every
    /// entry's name begins with `out/`. The stream is taken for hostile: whatever is not a plain
    /// file with a decent name is skipped and noted, every cap holds, and memory does not grow with
    /// what comes. A damaged or broken stream ends the taking; what came before is kept. The caller
    /// closes the stream; at the deadline it is closed here. Call it outside of a transaction.
    ///
    /// @throws ai.openclaw.base.Conflict if the attempt is not RUNNING any more
    public Taken take(TaskId task, AttemptId attempt, InputStream tar, Caps caps) {
        var done = new CountDownLatch(1);
        var raw = new CappedStream(tar, caps.time());
        Thread.ofVirtual()
                .name("artifacts of " + attempt)
                .start(() -> guard(done, caps.time(), tar));
        try {
            return new Intake(
                            raw,
                            caps,
                            (path, content, size) -> store(task, attempt, path, content, size))
                    .run();
        } finally {
            done.countDown();
        }
    }

    /// By path.
    ///
    /// @param attempt only this one's, or null for the newest attempt that left any
    public List<Artifact> list(TaskId task, @Nullable Integer attempt) {
        return rows.list(task, attempt, null, Integer.MAX_VALUE);
    }

    /// The content; the caller closes it.
    ///
    /// @param attempt this one's, or null for the newest attempt that left any
    /// @throws ai.openclaw.base.NotFound if there is none
    public InputStream open(TaskId task, @Nullable Integer attempt, String path) {
        return blobs.open(
                rows.find(task, attempt, path)
                        .orElseThrow(() -> new NotFound("artifact", ArtifactPath.shown(path)))
                        .blob());
    }

    /// A read that hangs past the deadline ends only if its stream is closed under it.
    private static void guard(CountDownLatch done, Duration time, InputStream tar) {
        try {
            if (!done.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                tar.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("A late archive did not close", e);
        }
    }
}
