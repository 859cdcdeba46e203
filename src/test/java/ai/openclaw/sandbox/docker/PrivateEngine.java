package ai.openclaw.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A Docker Engine of the test's own, in a network namespace of its own, which may be killed and
/// started again. Needs root.
final class PrivateEngine implements AutoCloseable {

    private final String namespace = "oc" + UUID.randomUUID().toString().substring(0, 8);
    private final Path folder;
    private final boolean liveRestore;
    private Process daemon;

    /// @param liveRestore whether containers live on without it
    PrivateEngine(boolean liveRestore) throws IOException {
        this.liveRestore = liveRestore;
        // Sockets below it have short names only in a short folder.
        this.folder = Files.createTempDirectory(Path.of("/tmp"), "oc");
        run("ip", "netns", "add", namespace);
        run("nsenter", "--net=/run/netns/" + namespace, "ip", "link", "set", "lo", "up");
        this.daemon = launch();
    }

    String host() {
        return "unix://" + folder.resolve("s");
    }

    /// Carries an image over from the engine of all tests.
    void load(String image) throws IOException {
        var archive = folder.resolve("image.tar");
        run("docker", "save", "-o", archive.toString(), image);
        run("docker", "-H", host(), "load", "-i", archive.toString());
        Files.delete(archive);
    }

    /// `kill -9`, and again.
    void crash() throws IOException {
        daemon.destroyForcibly();
        end();
        daemon = launch();
    }

    /// SIGTERM, and again.
    void restart() throws IOException {
        daemon.destroy();
        end();
        daemon = launch();
    }

    private Process launch() throws IOException {
        Files.deleteIfExists(folder.resolve("pid"));
        var command =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--net=/run/netns/" + namespace,
                                "dockerd",
                                "--data-root",
                                folder.resolve("data").toString(),
                                "--exec-root",
                                folder.resolve("x").toString(),
                                "--pidfile",
                                folder.resolve("pid").toString(),
                                "-H",
                                host()));
        if (liveRestore) {
            command.add("--live-restore");
        }
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                        .start();
        try {
            await("the engine to answer")
                    .atMost(Duration.ofMinutes(1))
                    .failFast("it ended", () -> !process.isAlive())
                    .until(() -> succeeds("docker", "-H", host(), "version"));
        } catch (RuntimeException e) {
            throw new AssertionError(Files.readString(folder.resolve("log")), e);
        }
        return process;
    }

    private void end() {
        try {
            if (!daemon.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("dockerd did not end");
            }
            // Its containerd dies with it, a moment later; the next would take it for its own.
            var pid = folder.resolve("x/containerd/containerd.pid");
            if (Files.exists(pid)) {
                long containerd = Long.parseLong(Files.readString(pid).strip());
                await("containerd to end").until(() -> ProcessHandle.of(containerd).isEmpty());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        // With live-restore they would outlive it.
        run("sh", "-c", "docker -H \"$1\" ps -aq | xargs -r docker -H \"$1\" rm -f", "sh", host());
        daemon.destroy();
        end();
        run("ip", "netns", "delete", namespace);
        // It mounts its folder onto itself, and with live-restore leaves it so.
        run("sh", "-c", "! mountpoint -q \"$1\" || umount \"$1\"", "sh", folder + "/data");
        run("rm", "-rf", "--one-file-system", folder.toString());
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
