package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.WorkspaceFull;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A sandbox whose files are on a file system as large as its limit. The kernel stops whoever fills
/// it; what is left to find out is whether that was why a program failed.
record DiskQuota(DiskFormat format, DiskFolder.Device device) implements DiskLimit {

    private static final Logger LOG = LoggerFactory.getLogger(DiskQuota.class);

    /// The engine unmounts it before it says that a sandbox has ended; another one that has it
    /// mounted would be reading files out of it.
    private static final int LOOKS = 10;

    @Override
    public void follow(Future<?> end, LongConsumer full) {
        // Nobody needs to look.
    }

    /// A look through a container takes longer than many a program: for one that succeeded it is
    /// not worth it.
    @Override
    public Exit judge(Exit exit) {
        if (!(exit instanceof Exit.Exited(int code, boolean killed, _))
                || (code == 0 && !format.directly(device.path()))) {
            return exit;
        }
        var state = look();
        if (state.isEmpty() || !state.get().full()) {
            return exit;
        }
        return code == 0
                ? new Exit.Exited(0, killed, true)
                : new Exit.DiskFull(state.get().used(), code, state.get().outOfInodes());
    }

    /// The engine says the same of many failures, so a look decides; and to see something, the
    /// sandbox must have ended.
    @Override
    public IOException unfit(IOException failure, Runnable end) {
        try {
            end.run();
        } catch (EngineUnavailable | DockerException e) {
            return failure;
        }
        return look().map(Superblock::full).orElse(false)
                ? new WorkspaceFull("the files do not fit in", failure)
                : failure;
    }

    private Optional<Superblock> look() {
        try {
            for (int looks = 1; looks <= LOOKS; looks++) {
                var state = format.look(device.path());
                if (state.unmounted()) {
                    return Optional.of(state);
                }
                Thread.sleep(20);
            }
        } catch (IOException | EngineUnavailable | DockerException e) {
            LOG.warn("How full {} is cannot be read: {}", device.path(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @Override
    public @Nullable String soft() {
        return null;
    }
}
