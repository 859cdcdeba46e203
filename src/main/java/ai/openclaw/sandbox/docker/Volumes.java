package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Weighs volumes. Where this process can read the engine's own folder of them, as root on the same
/// host can, `du` does it: what the files take on the disk, within milliseconds. Elsewhere the
/// engine is asked, which weighs all volumes of its host at once and counts what files pretend to
/// be, holes included.
final class Volumes {

    /// What every file counts at least: without data it takes an inode and a name, of which a file
    /// system has not more than of blocks.
    static final long LEAST = 2048;

    /// Counting takes longer only where there are millions of files.
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Duration REPORT_AGE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DockerAddress address;
    private final DockerCalls calls;
    private final Supplier<Host> host;
    private Map<String, Long> report = Map.of();
    private long reportDue = System.nanoTime();

    Volumes(DockerAddress address, DockerCalls calls, Supplier<Host> host) {
        this.address = address;
        this.calls = calls;
        this.host = host;
    }

    /// Whether this process weighs by itself.
    ///
    /// @throws EngineUnavailable if the engine does not say where its volumes are
    boolean atHand() {
        return address instanceof DockerAddress.Unix && Files.isReadable(folders());
    }

    private Path folders() {
        return host.get().root().resolve("volumes");
    }

    /// Bytes that a volume's files take; empty if it is not known just now. More than
    /// [Long#MAX_VALUE] / 2 where there are too many files to count.
    OptionalLong weigh(String volume) {
        try {
            if (!atHand()) {
                return reported(volume);
            }
            var bytes = du(volume, "--block-size=1");
            return bytes.isEmpty() ? reported(volume) : bytes;
        } catch (EngineUnavailable | DockerException e) {
            return OptionalLong.empty();
        }
    }

    /// What the number of a volume's files amounts to in bytes; empty where that is not known.
    OptionalLong count(String volume) {
        try {
            var files = atHand() ? du(volume, "--inodes") : OptionalLong.empty();
            return files.isEmpty() ? files : OptionalLong.of(files.getAsLong() * LEAST);
        } catch (EngineUnavailable | DockerException e) {
            return OptionalLong.empty();
        }
    }

    /// Follows no link and leaves no file system, whatever the sandbox does to the folder
    /// meanwhile.
    private OptionalLong du(String volume, String what) {
        var folder = folders().resolve(volume).resolve("_data");
        try {
            var du =
                    new ProcessBuilder("du", "-s", "-x", what, folder.toString())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            // Files that vanish while it looks are no trouble of ours.
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!du.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                du.destroyForcibly();
                return OptionalLong.of(Long.MAX_VALUE / LEAST);
            }
            var said = new String(du.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            var number = said.split("\t", 2)[0];
            return number.matches("\\d{1,15}")
                    ? OptionalLong.of(Long.parseLong(number))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    /// One report serves all who ask, since the engine makes only one at a time.
    private synchronized OptionalLong reported(String volume) {
        if (System.nanoTime() - reportDue >= 0) {
            long began = System.nanoTime();
            report = calls.call("weighing its volumes", this::ask);
            long took = System.nanoTime() - began;
            reportDue = System.nanoTime() + Math.max(REPORT_AGE.toNanos(), 10 * took);
        }
        Long bytes = report.get(volume);
        return bytes == null || bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    private Map<String, Long> ask() throws IOException {
        try (var connection = new RawConnection(address)) {
            // Engines before 1.42 do not know the type and weigh everything else too.
            var head = connection.ask("GET /system/df?type=volume", "Connection: close");
            var sizes = new HashMap<String, Long>();
            JSON.readTree(Body.of(head, connection))
                    .path("Volumes")
                    .forEach(volume ->
                            sizes.put(
                                    volume.path("Name").asString(""),
                                    volume.path("UsageData").path("Size").asLong(-1)));
            return sizes;
        } catch (JacksonException e) {
            throw new IOException("the engine's report of its volumes is no JSON", e);
        }
    }

    /// What is not held, as a sentence.
    String caveat() {
        return atHand()
                ? "A Docker volume has no hard limit: a sandbox's files are weighed all the"
                        + " time and it is killed when they are too much, but what it writes"
                        + " between two looks is on the disk until then."
                : "A Docker volume has no hard limit, and this gateway cannot look into the"
                        + " engine's folder: the engine weighs a sandbox's files every few"
                        + " seconds, and it is killed when they are too much.";
    }
}
