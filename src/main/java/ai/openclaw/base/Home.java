package ai.openclaw.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.stereotype.Component;

/// The home directory: there, closed to everybody else (mode 0700), and held by this gateway alone
/// for as long as it runs. Whoever writes into the home takes it from here, not from the settings.
@Component
public class Home implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    /// @throws CannotStart if the directory cannot be had, or another gateway holds it
    public Home(HomeSettings settings) {
        this.path = settings.home();
        try {
            createPrivately(path);
            this.lock = hold(path.resolve("gateway.lock"));
        } catch (IOException e) {
            throw new CannotStart(
                    "The home directory " + path + " cannot be used: " + e,
                    "Make it writable for this user, or name another one in OPENCLAW_HOME.",
                    e);
        }
    }

    public Path path() {
        return path;
    }

    /// Lets go of the home.
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void createPrivately(Path home) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(home)) {
            Path parent = home.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(home, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
        if (!Files.getPosixFilePermissions(home).equals(ownerOnly)) {
            Files.setPosixFilePermissions(home, ownerOnly);
        }
    }

    /// The lock goes with the process, however it ends.
    private FileChannel hold(Path file) throws IOException {
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw taken(holder.isEmpty() ? "" : " (process " + holder + ")");
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(" in this very process");
        }
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return channel;
    }

    private CannotStart taken(String holder) {
        return new CannotStart(
                "Another gateway" + holder + " runs on the home directory " + path + ".",
                "Stop it first, or give this one its own OPENCLAW_HOME.");
    }
}
