package ai.openclaw.harness;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// `openclaw-agent`: works on the prompt of the task whose sandbox it runs in. Its settings are the
/// environment's, its exit codes those of [Ending].
public final class OpenClawAgent {

    private OpenClawAgent() {}

    public static void main(String[] arguments) throws InterruptedException {
        var out = stream(FileDescriptor.out);
        var err = stream(FileDescriptor.err);
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            out.println("openclaw-agent, Java " + Runtime.version());
            return;
        }
        if (arguments.length > 0) {
            err.println(
                    "openclaw-agent takes no arguments but --version; it reads the environment.");
            System.exit(Ending.MISCONFIGURED.code());
        }
        // What runs for it ends with it.
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() ->
                                        ProcessHandle.current()
                                                .descendants()
                                                .forEach(ProcessHandle::destroyForcibly)));
        System.exit(run(System.getenv(), out, err));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /// @return the exit code
    static int run(Map<String, String> env, PrintStream out, PrintStream err)
            throws InterruptedException {
        Settings settings;
        try {
            settings = Settings.of(env);
        } catch (Settings.Wrong e) {
            return say(err, Ending.MISCONFIGURED, String.valueOf(e.getMessage()));
        }
        var deadline = Deadline.before(settings.timeout());
        var workspace = new Workspace(settings.workspace());
        try (var gateway = new Gateway(settings.gateway(), settings.token())) {
            var report = new Report(out, gateway);
            try (var model = new Model(gateway, settings.dialect(), deadline, report)) {
                var tools = new Toolbox(workspace, deadline::left);
                var outcome = new Agent(settings, model, tools, deadline, report).run();
                keep(workspace.out(), outcome.result(), err);
                report.ended(
                        outcome.ending(),
                        outcome.detail(),
                        outcome.result(),
                        outcome.turns(),
                        outcome.tokens());
                return outcome.ending() == Ending.FINISHED
                        ? Ending.FINISHED.code()
                        : say(err, outcome.ending(), outcome.detail());
            }
        }
    }

    /// Where the gateway takes the task's result from. A model that ends with plain words may have
    /// written one there by itself.
    private static void keep(Path out, Json result, PrintStream err) {
        var file = out.resolve("result.json");
        boolean plain = result.fields().size() == 1;
        if (result.isMissing() || (plain && Files.exists(file))) {
            return;
        }
        try {
            Files.createDirectories(out);
            Files.writeString(file, result.toString());
        } catch (IOException e) {
            err.println("The result could not be kept: " + e);
        }
    }

    private static int say(PrintStream err, Ending ending, String detail) {
        err.println(
                "openclaw-agent: "
                        + ending.words()
                        + (detail.isEmpty() ? "" : ": " + Words.oneLine(detail, 1_000)));
        err.flush();
        return ending.code();
    }
}
