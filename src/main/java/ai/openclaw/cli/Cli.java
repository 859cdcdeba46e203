package ai.openclaw.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `openclaw` command. Exit code 0: done, 1: failed, 2: wrong usage; a task that was waited for
/// gives its own.
@Command(
        name = "openclaw",
        description = "Runs agent tasks in sandboxes that are always destroyed.",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        footer = {
            "",
            "The gateway is found by OPENCLAW_GATEWAY_URL and OPENCLAW_GATEWAY_TOKEN, or by",
            "OPENCLAW_PORT and the token that a local gateway keeps in OPENCLAW_HOME."
        })
public final class Cli implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    private Cli() {}

    /// Carries out one command with the process's streams and environment.
    ///
    /// @return the exit code
    public static int run(String... args) {
        // A library's log lines would mix with the answer.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        var env = System.getenv();
        return run(Terminal.system(env), env, Path.of("").toAbsolutePath(), args);
    }

    static int run(Terminal terminal, Map<String, String> env, Path directory, String... args) {
        // Everything after the first -- is the task's command, which picocli would mix with the
        // prompt.
        int dashes = Arrays.asList(args).indexOf("--");
        boolean runs = args.length > 0 && args[0].equals("run") && dashes > 0;
        var command = runs ? List.of(args).subList(dashes + 1, args.length) : List.<String>of();
        String[] words = runs ? Arrays.copyOf(args, dashes) : args;

        Supplier<GatewayClient> gateway =
                () -> new GatewayClient(GatewayAddress.from(env, directory));
        var line = commands(terminal, gateway, directory, command);
        int code = line.execute(words);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    private static CommandLine commands(
            Terminal terminal,
            Supplier<GatewayClient> gateway,
            Path directory,
            List<String> command) {
        var line =
                new CommandLine(new Cli())
                        .addSubcommand(new RunCommand(terminal, gateway, directory, command))
                        .addSubcommand(
                                new CommandLine(new TasksCommand(terminal, gateway))
                                        .addSubcommand(new LogsCommand(terminal, gateway))
                                        .addSubcommand(
                                                new ArtifactsCommand(terminal, gateway, directory)))
                        .addSubcommand(new AgentsCommand(terminal, gateway, directory))
                        .addSubcommand(new SchedulesCommand(terminal, gateway, directory))
                        .addSubcommand(new ModelsCommand(terminal, gateway))
                        .addSubcommand(new TokensCommand(terminal, gateway))
                        .addSubcommand(new SecretsCommand(terminal, gateway, directory))
                        .addSubcommand(new SandboxesCommand(terminal, gateway))
                        .addSubcommand(new NodesCommand(terminal, gateway))
                        .addSubcommand(new DrainCommand(terminal, gateway))
                        .addSubcommand(new RetentionCommand(terminal, gateway))
                        .addSubcommand(new WebhooksCommand(terminal, gateway))
                        .addSubcommand(new StatusCommand(terminal, gateway))
                        .addSubcommand(new DoctorCommand(terminal, gateway));
        line.addSubcommand("completion", new Completion(line, terminal));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(
                        terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((failure, executed, parsed) -> {
            terminal.fail(asFailure(failure));
            return 1;
        });
        return line;
    }

    private static CommandFailed asFailure(Exception failure) {
        return failure instanceof CommandFailed failed
                ? failed
                : new CommandFailed(
                        failure.getClass().getSimpleName() + ": " + failure.getMessage(), null);
    }

    @Command(
            name = "completion",
            description = "Prints a completion script: source <(openclaw completion)",
            mixinStandardHelpOptions = true)
    private record Completion(CommandLine line, Terminal terminal) implements Runnable {

        @Override
        public void run() {
            terminal.print(AutoComplete.bash("openclaw", line));
        }
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String built = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"openclaw " + Objects.requireNonNullElse(built, "(not packaged)")};
        }
    }
}
