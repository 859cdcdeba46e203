package ai.openclaw.sandbox.docker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a folder of disks to one gateway: two that format the same device for two sandboxes would
/// put both into one file system. The kernel ends the lock with the process.
final class DiskLock implements AutoCloseable {

    private final Path file;
    private @Nullable FileLock lock;

    DiskLock(Path file) {
        this.file = file;
    }

    /// Takes it, unless we have it; empty if we have it now, else why not, as a sentence.
    synchronized Optional<String> missing() {
        if (lock != null) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            if (lock != null) {
                return Optional.empty();
            }
        } catch (NoSuchFileException e) {
            return Optional.of(
                    "There are no disks in "
                            + file.getParent()
                            + ": scripts/prepare-disks.sh makes some.");
        } catch (OverlappingFileLockException e) {
            // Another engine of this process has it.
        } catch (IOException e) {
            return Optional.of(
                    "The gateway may not lock "
                            + file
                            + " (scripts/prepare-disks.sh --user makes it the gateway's): "
                            + e);
        } finally {
            if (lock == null) {
                close(channel);
            }
        }
        return Optional.of("Another gateway uses the disks in " + file.getParent() + ".");
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It was open for the lock alone.
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (lock != null) {
            lock.acquiredBy().close();
            lock = null;
        }
    }
}
