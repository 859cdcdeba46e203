package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Exit;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// How a sandbox is kept to what its files may take: by its file system, or by looking.
sealed interface DiskLimit permits DiskQuota, DiskWatch {

    /// @param full gets what the volume holds when that is more than the limit and nothing else
    ///   stops it
    void follow(Future<?> end, LongConsumer full);

    /// What an exit is when the files are considered too. Nothing of the sandbox is alive.
    Exit judge(Exit exit);

    /// What it means that files could not be put in.
    ///
    /// @param end ends all that is alive of the sandbox
    IOException unfit(IOException failure, Runnable end);

    /// Why it is not held by its file system although others' are, as a sentence; else null.
    @Nullable String soft();
}
