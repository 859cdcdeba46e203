package ai.openclaw.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server and `initdb` print, in a file that the server appends to for as long as it
/// lives, longer than we perhaps. Past a limit the file is copied aside and emptied in place.
final class ServerLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerLog.class);
    private static final long LIMIT_BYTES = 8 << 20;

    private final Path file;
    private final Thread watch;

    ServerLog(Path file) {
        this.file = file;
        this.watch = Thread.ofVirtual().name("postgres-log").start(this::watch);
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                trim(file, LIMIT_BYTES);
                Thread.sleep(Duration.ofSeconds(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void trim(Path file, long limit) {
        try {
            if (Files.exists(file) && Files.size(file) > limit) {
                Path aside = file.resolveSibling(file.getFileName() + ".1");
                Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(file, StandardOpenOption.WRITE).truncate(0).close();
            }
        } catch (IOException e) {
            log.warn("Could not shorten {}: {}", file, e.toString());
        }
    }

    /// The end of the log, for a message to a person.
    static String tail(Path file) {
        try (var in = FileChannel.open(file)) {
            long from = Math.max(0, in.size() - 4096);
            var end = java.nio.ByteBuffer.allocate((int) (in.size() - from));
            in.read(end, from);
            return new String(end.array(), java.nio.charset.StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
