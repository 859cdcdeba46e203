package ai.openclaw.sandbox;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether this host has memory and disk to spare for sandboxes that only wait. Where neither can
/// be seen, it has.
final class Headroom implements BooleanSupplier {

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    private final PoolSettings settings;
    private final @Nullable FileStore disk;

    /// @param files where sandboxes' files lie, if on this host
    Headroom(PoolSettings settings, Optional<Path> files) {
        this.settings = settings;
        this.disk = files.map(Headroom::disk).orElse(null);
    }

    private static @Nullable FileStore disk(Path files) {
        try {
            return Files.getFileStore(files);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public boolean getAsBoolean() {
        return memory() >= settings.memoryReserve().bytes()
                && freeDisk() >= settings.diskReserve().bytes();
    }

    private static long memory() {
        try {
            var found = AVAILABLE.matcher(Files.readString(MEMORY));
            return found.find() ? Long.parseLong(found.group(1)) * 1024 : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private long freeDisk() {
        try {
            return disk == null ? Long.MAX_VALUE : disk.getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
