package ai.openclaw.harness;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Runs commands in a shell, each in a fresh one.
final class BashTool implements Tool {

    private static final int USUAL_SECONDS = 120;
    private static final int MOST_SECONDS = 1_800;

    private static final int HEAD = 8_000;
    private static final int TAIL = 16_000;

    /// What commands have no use for, and would only show to the model's provider.
    private static final Set<String> SECRETS =
            Set.of("OPENCLAW_TASK_TOKEN", "OPENAI_API_KEY", "ANTHROPIC_AUTH_TOKEN");

    private final Workspace workspace;
    private final Supplier<Duration> left;

    /// @param left how long this program may go on
    BashTool(Workspace workspace, Supplier<Duration> left) {
        this.workspace = workspace;
        this.left = left;
    }

    @Override
    public String name() {
        return "bash";
    }

    @Override
    public String description() {
        return "Runs a command with bash in "
                + workspace.root()
                + " and gives its exit code and output (standard output and error together; of a"
                + " long output the beginning and the end). Each call is a new shell: directory and"
                + " variables do not last. Standard input is empty. What must go on running belongs"
                + " into the background with its output in a file.";
    }

    @Override
    public Json input() {
        return Input.schema(
                Input.needed("command", "string", "The command."),
                Input.optional(
                        "timeout_seconds",
                        "integer",
                        "Killed after so many seconds: %d unless said, at most %d."
                                .formatted(USUAL_SECONDS, MOST_SECONDS)));
    }

    @Override
    public Outcome use(Json input) throws Refused, InterruptedException {
        String command = Input.text(input, "command");
        long seconds =
                Math.max(
                        1,
                        Math.min(
                                Input.number(input, "timeout_seconds", USUAL_SECONDS, MOST_SECONDS),
                                left.get().toSeconds()));
        if (command.indexOf('\0') >= 0) {
            throw new Refused("'command' holds a NUL character.");
        }
        var output = new HeadAndTail(HEAD, TAIL);
        long started = System.nanoTime();
        Process process = start(command);
        try {
            var reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), output));
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                kill(process);
            }
            // Java closes it with the shell's end, whoever else holds it open.
            reader.join(Duration.ofSeconds(5));
            return outcome(
                    ended ? process.exitValue() : -1,
                    (System.nanoTime() - started) / 1e9,
                    seconds,
                    output.text());
        } finally {
            if (process.isAlive()) {
                kill(process);
            }
        }
    }

    private Process start(String command) throws Refused {
        String shell = Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
        var builder =
                new ProcessBuilder(List.of(shell, "-c", command))
                        .directory(workspace.root().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeAll(SECRETS);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Refused("The shell could not be started: " + e.getMessage());
        }
    }

    private static void read(InputStream in, HeadAndTail output) {
        var buffer = new byte[16 * 1024];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                output.write(buffer, n);
            }
        } catch (IOException | UncheckedIOException e) {
            // Its end, too.
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    private static Outcome outcome(int code, double took, long limit, String output) {
        var text = new StringBuilder();
        if (code < 0) {
            text.append("killed after %d s, its time limit\n".formatted(limit));
        } else {
            text.append("exit code %d, %.1f s\n".formatted(code, took));
        }
        text.append(output.isEmpty() ? "(no output)" : Words.plain(output));
        return new Outcome(text.toString(), code != 0);
    }
}
