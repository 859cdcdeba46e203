package ai.openclaw.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A Docker Engine of a test's own, in a network namespace of its own, as if it were another host.
/// It shares nothing with the machine's engine but the kernel and the programs.
final class OwnEngine implements AutoCloseable {

    private static final String DOCKER =
            Files.isExecutable(Path.of("/usr/bin/docker")) ? "/usr/bin/docker" : "docker";
    private static final String NODE = "label=ai.openclaw.node";

    private final String name;
    private final Path root;
    private final boolean liveRestore;
    private Process daemon;

    private OwnEngine(String name, Path root, boolean liveRestore) {
        this.name = name;
        this.root = root;
        this.liveRestore = liveRestore;
        Programs.run("ip", "netns", "add", name);
        inside("ip", "link", "set", "lo", "up");
        this.daemon = launch();
    }

    /// Starts one and waits until it answers.
    ///
    /// @param name of its namespace, new
    /// @param root a new directory with a short path: sockets lie below it
    /// @param liveRestore whether containers outlive the daemon
    /// @param ends gets its [#close] as soon as there is something to end
    static OwnEngine start(String name, Path root, boolean liveRestore, Consumer<Runnable> ends) {
        var engine = new OwnEngine(name, root, liveRestore);
        ends.accept(engine::close);
        engine.awaitReady();
        return engine;
    }

    String name() {
        return name;
    }

    boolean liveRestore() {
        return liveRestore;
    }

    /// As `DOCKER_HOST`.
    String address() {
        return "unix://" + root.resolve("d.sock");
    }

    Path log() {
        return root.resolveSibling(root.getFileName() + ".log");
    }

    /// `kill -9`: its containers and its containerd run on.
    void kill() {
        daemon.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM, and the time to act on it.
    void stop() {
        daemon.destroy();
        awaitEnd();
    }

    /// As a supervisor would: a daemon that finds its containerd too slow gives up, and the next
    /// one gets further.
    void startAgain() {
        daemon = launch();
        await("the engine " + name + " to answer again")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    if (!daemon.isAlive()) {
                        daemon = launch();
                    }
                    return answers();
                });
    }

    boolean answers() {
        try {
            docker("version", "--format", "{{.Server.Version}}");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    List<String> docker(String... arguments) {
        return Programs.run(command(arguments).toArray(String[]::new));
    }

    List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(DOCKER, "-H", address()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// All containers, volumes and networks that carry a gateway's label.
    List<String> ours() {
        return Stream.of(
                        docker("ps", "-a", "--filter", NODE, "--format", "container {{.Names}}"),
                        docker("volume", "ls", "--filter", NODE, "--format", "volume {{.Name}}"),
                        docker("network", "ls", "--filter", NODE, "--format", "network {{.Name}}"))
                .flatMap(List::stream)
                .toList();
    }

    /// Ends it with all its containers, and removes whatever it kept.
    @Override
    public void close() {
        if (daemon.isAlive() && answers()) {
            docker("ps", "-aq").forEach(id -> docker("rm", "-f", id));
        }
        daemon.destroy();
        try {
            if (!daemon.waitFor(20, TimeUnit.SECONDS)) {
                daemon.destroyForcibly();
            }
        } catch (InterruptedException e) {
            daemon.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        endChildren();
        unmount();
        Programs.run("ip", "netns", "del", name);
    }

    private Process launch() {
        try {
            Files.createDirectories(root);
            forgetContainerd();
            var configuration = root.resolve("daemon.json");
            Files.writeString(configuration, "{\"live-restore\": " + liveRestore + "}");
            var command =
                    List.of(
                            "nsenter",
                            // `ip netns exec` would hide the control groups.
                            "--net=/run/netns/" + name,
                            "dockerd",
                            "--config-file=" + configuration,
                            "--data-root=" + root.resolve("data"),
                            "--exec-root=" + root.resolve("x"),
                            "--pidfile=" + root.resolve("d.pid"),
                            "-H",
                            address());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A containerd that died with its daemon may still be listed as a process, and the next daemon
    /// would wait for it in vain.
    private void forgetContainerd() throws IOException {
        var file = root.resolve("x/containerd/containerd.pid");
        if (Files.exists(file)) {
            var pid = Files.readString(file).strip();
            if (pid.isEmpty() || !commandLine(Long.parseLong(pid)).contains("containerd")) {
                Files.delete(file);
            }
        }
    }

    private void awaitReady() {
        await("the engine " + name + " to answer")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .failFast("it ended, see " + log(), () -> !daemon.isAlive())
                .until(this::answers);
    }

    private void awaitEnd() {
        try {
            if (!daemon.waitFor(60, TimeUnit.SECONDS)) {
                daemon.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void inside(String... command) {
        var all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
        all.addAll(List.of(command));
        Programs.run(all.toArray(String[]::new));
    }

    /// Its containerd and what that started, known by our directory in their command lines. They
    /// outlive a daemon that was killed.
    private void endChildren() {
        var mine = root.toString();
        var left =
                ProcessHandle.allProcesses()
                        .filter(it -> it.pid() != ProcessHandle.current().pid())
                        .filter(it -> commandLine(it.pid()).contains(mine + "/"))
                        .filter(it -> commandLine(it.pid()).contains("containerd"))
                        .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        await("the engine's processes to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> left.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private void unmount() {
        try {
            Files.readAllLines(Path.of("/proc/mounts")).stream()
                    .map(line -> line.split(" ", -1)[1])
                    .filter(at -> at.startsWith(root + "/"))
                    .sorted((a, b) -> b.length() - a.length())
                    .forEach(at -> Programs.run("umount", "-l", at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
