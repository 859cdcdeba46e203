package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import com.github.dockerjava.api.exception.DockerException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Whether anything was left in a sandbox's `/workspace/out`. To read it, the engine starts a
/// process of its own in the container's files, which costs as much as a tenth of the sandbox's
/// life; most programs leave nothing.
///
/// A folder's time of change tells of every entry that is added or removed. A program that sets it
/// back to what it was, to the nanosecond, hides its own artifacts and nobody else's.
final class OutFolder {

    static final String PATH = Hardening.WORKSPACE + "/out";

    private final Archives archives;
    private final String container;
    private volatile @Nullable String before;

    /// Looks at it before anything can be in it.
    ///
    /// @param empty whether nothing is; else this never says that nothing was left
    OutFolder(Archives archives, String container, boolean empty) {
        this.archives = archives;
        this.container = container;
        this.before = empty ? look() : null;
    }

    /// Two empty records: a tar without entries.
    static InputStream nothing() {
        return new ByteArrayInputStream(new byte[1024]);
    }

    /// Files are put in, and some may lie there.
    void fill() {
        before = null;
    }

    /// @return false also where nobody knows
    boolean untouched() {
        var then = before;
        return then != null && then.equals(look());
    }

    private @Nullable String look() {
        try {
            return archives.stat(container, PATH).orElse(null);
        } catch (DockerException | EngineUnavailable e) {
            // Whoever reads it hears of it.
            return null;
        }
    }
}
