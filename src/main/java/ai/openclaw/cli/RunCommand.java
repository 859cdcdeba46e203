package ai.openclaw.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "run",
        description = {
            "Runs a task: what an agent shall do, or a command after --.",
            "Shows what the task prints, then its result, and exits with its exit code."
        },
        customSynopsis = {
            "openclaw run [OPTIONS] PROMPT",
            "       openclaw run [OPTIONS] [PROMPT] -- COMMAND [ARG...]"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;
    private final Path directory;
    private final List<String> command;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PROMPT",
            arity = "0..1",
            description = "What to do; - reads it from standard input.")
    private @Nullable String prompt;

    @Option(
            names = {"-a", "--agent"},
            paramLabel = "NAME",
            description = "The agent; without it, the gateway's default.")
    private @Nullable String agent;

    @Option(
            names = "--dir",
            paramLabel = "DIR[:DEST]",
            description = "Puts a folder into /workspace, without what .gitignore names.")
    private List<String> folders = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE[:DEST]",
            description = "Puts a file into /workspace.")
    private List<String> files = List.of();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable; NAME alone takes the value from here.")
    private List<String> env = List.of();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "K=V",
            description = "To find the task by.")
    private List<String> labels = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Such as 90s, 30m, 2h or PT1H30M.")
    private @Nullable String timeout;

    @Option(
            names = "--wait",
            description = "Waits for the end. That is what happens without --detach too.")
    private boolean wait;

    @Option(
            names = {"-d", "--detach"},
            description = "Only hands the task over and prints its id.")
    private boolean detach;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Fetches what the task leaves in /workspace/out into this folder.")
    private @Nullable Path output;

    @Option(
            names = "--json",
            description = "Prints the task as JSON; its log goes to standard error.")
    private boolean json;

    @Option(names = "--quiet", description = "Does not show the log.")
    private boolean quiet;

    @Option(
            names = "--raw",
            description = "Prints control sequences as they are, also on a terminal.")
    private boolean raw;

    RunCommand(
            Terminal terminal,
            Supplier<GatewayClient> gateway,
            Path directory,
            List<String> command) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.directory = directory;
        this.command = command;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (prompt == null && command.isEmpty()) {
            throw usage("Say what to do: a prompt, or a command after --.");
        }
        if (detach && (wait || output != null)) {
            throw usage("--detach does not wait, so --wait and --output do not go with it.");
        }
        ObjectNode request = request();
        InputTar tar = tar();
        var client = gateway.get();
        if (!tar.isEmpty()) {
            request.putArray("files")
                    .addObject()
                    .put("path", ".")
                    .put("upload", tar.upload(client))
                    .put("unpack", true);
        }
        tar.skipped().forEach(s -> faint("left out: " + Escapes.line(s)));
        JsonNode task = client.post("/api/v1/tasks", request);
        return detach ? handedOver(task) : waited(client, task);
    }

    private int handedOver(JsonNode task) {
        if (json) {
            terminal.print(task);
        } else {
            terminal.print(Escapes.line(TaskView.text(task, "id")));
        }
        return 0;
    }

    private int waited(GatewayClient client, JsonNode queued)
            throws IOException, InterruptedException {
        String id = Escapes.line(TaskView.text(queued, "id"));
        String path = "/api/v1/tasks/" + GatewayClient.encode(id);
        faint("task " + id + " · " + Escapes.line(TaskView.text(queued, "agent")));
        JsonNode task;
        var interruption = new Interruption(terminal, client, id);
        try (interruption) {
            var printer = new LogPrinter(terminal, raw, false, json);
            new LogFollower(
                            client,
                            terminal,
                            0,
                            line -> {
                                if (!quiet) {
                                    printer.accept(line);
                                }
                            })
                    .follow(path + "/logs?from=1");
            task = client.get(path);
            if (json) {
                terminal.print(task);
            } else {
                TaskView.ending(terminal, client.address(), task);
            }
            left(client, id);
            terminal.out().flush();
        }
        return TaskView.exitCode(task);
    }

    private void left(GatewayClient client, String id) throws IOException {
        var files = LeftFiles.of(client, id);
        if (output != null) {
            files.saveBelow(directory.resolve(output));
        }
        if (!json && !files.isEmpty()) {
            terminal.say("");
            files.table().lines(terminal.errorColour()).forEach(terminal::say);
        }
    }

    private ObjectNode request() throws IOException {
        var request = JsonMapper.shared().createObjectNode();
        if (agent != null) {
            request.put("agent", agent);
        }
        if (prompt != null) {
            request.put("prompt", prompt.equals("-") ? standardInput() : prompt);
        }
        if (!command.isEmpty()) {
            command.forEach(request.putArray("command")::add);
        }
        if (timeout != null) {
            request.put("timeout", duration(timeout));
        }
        if (!env.isEmpty()) {
            pairs("--env", env, true).forEach(request.putObject("env")::put);
        }
        if (!labels.isEmpty()) {
            pairs("--label", labels, false).forEach(request.putObject("labels")::put);
        }
        return request;
    }

    private String standardInput() throws IOException {
        return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Map<String, String> pairs(String option, List<String> words, boolean inherit) {
        var pairs = new LinkedHashMap<String, String>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String inherited = inherit && equals < 0 ? System.getenv(word) : null;
            if (equals > 0) {
                pairs.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (inherited != null) {
                pairs.put(word, inherited);
            } else {
                throw usage(option + " wants NAME=VALUE, not '" + word + "'.");
            }
        }
        return pairs;
    }

    private InputTar tar() throws IOException {
        var tar = new InputTar();
        for (String folder : folders) {
            var place = placed(folder, "");
            tar.addFolder(directory.resolve(place.getKey()).normalize(), place.getValue());
        }
        for (String file : files) {
            Path name = Path.of(placed(file, "").getKey()).getFileName();
            var place = placed(file, name == null ? "file" : name.toString());
            tar.addFile(directory.resolve(place.getKey()).normalize(), place.getValue());
        }
        return tar;
    }

    /// Parts `source:destination`.
    private static Map.Entry<String, String> placed(String word, String otherwise) {
        int colon = word.lastIndexOf(':');
        if (colon < 0) {
            return Map.entry(word, otherwise);
        }
        String place = word.substring(colon + 1).replaceFirst("^(\\./)*(/workspace/?)?", "");
        var parts = new ArrayList<>(List.of(place.split("/")));
        parts.removeIf(part -> part.isEmpty() || part.equals("."));
        return Map.entry(word.substring(0, colon), String.join("/", parts));
    }

    private String duration(String text) {
        if (text.matches("\\d{1,9}[smhSMH]")) {
            return "PT" + text.toUpperCase(Locale.ROOT);
        }
        if (text.matches("(?i)P.*\\d.*")) {
            return text;
        }
        throw usage("--timeout is a time such as 90s, 30m, 2h or PT1H30M, not '" + text + "'.");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void faint(String line) {
        terminal.say(Style.FAINT.on(line, terminal.errorColour()));
    }
}
