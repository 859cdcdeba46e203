package ai.openclaw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "agents",
        description = "Looks at agents, makes and removes them.",
        mixinStandardHelpOptions = true)
final class AgentsCommand implements Runnable {

    private static final String AGENTS = "/api/v1/agents";
    private static final NamedObjects FILE =
            new NamedObjects("agent", "{\"name\": \"mine\", \"image\": \"…\"}");

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;
    private final Path directory;

    @Spec private CommandSpec spec = CommandSpec.create();

    AgentsCommand(Terminal terminal, Supplier<GatewayClient> gateway, Path directory) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.directory = directory;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with agents.");
    }

    @Command(name = "list", description = "Lists all agents.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode agents = gateway.get().get(AGENTS);
        if (json) {
            terminal.print(agents);
            return 0;
        }
        var table = new Table("NAME", "VERSION", "STATE", "IMAGE", "COMMAND", "DESCRIPTION");
        for (var agent : agents.isArray() ? agents : agents.path("items")) {
            table.add(
                    TaskView.text(agent, "name"),
                    TaskView.text(agent, "version"),
                    TaskView.text(agent, "pausedAt").isEmpty() ? "active" : "paused",
                    or(TaskView.text(agent, "image"), "(installation's)"),
                    or(command(agent), "(built-in agent)"),
                    TaskView.text(agent, "description"));
        }
        terminal.print(table);
        return 0;
    }

    @Command(
            name = "show",
            description = "Shows an agent, each field that is set.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode agent = gateway.get().get(path(name));
        if (json) {
            terminal.print(agent);
            return 0;
        }
        var rows = new ArrayList<Map.Entry<String, @Nullable String>>();
        agent.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field ->
                        rows.add(
                                Map.entry(
                                        Escapes.line(field.getKey()),
                                        Escapes.line(shown(field.getValue())))));
        terminal.printPairs(rows);
        return 0;
    }

    @Command(
            name = "apply",
            description = "Makes agents, or the next version of each that differs.",
            mixinStandardHelpOptions = true)
    int apply(
            @Option(
                            names = {"-f", "--file"},
                            paramLabel = "FILE",
                            required = true,
                            description = "JSON or YAML; - for standard input.")
                    String file,
            @Option(names = "--json", description = "Prints each agent as JSON.") boolean json)
            throws IOException {
        var client = gateway.get();
        for (var agent : FILE.read(terminal, directory, file)) {
            String name = agent.path("name").asString();
            agent.remove(List.of("name", "version", "createdAt", "pausedAt", "pausedBy"));
            JsonNode made = client.put(path(name), agent);
            if (json) {
                terminal.print(made);
            } else {
                terminal.print(Escapes.line(name + "  version " + TaskView.text(made, "version")));
            }
        }
        return 0;
    }

    @Command(
            name = "rm",
            description = "Removes agents; the tasks that have them keep their version.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        var client = gateway.get();
        for (String name : names) {
            client.delete(path(name));
            terminal.say("removed " + Escapes.line(name));
        }
        return 0;
    }

    @Command(
            name = "pause",
            description = "Starts no more tasks of these agents; what runs goes on.",
            mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return each(names, "pause", "paused ");
    }

    @Command(
            name = "resume",
            description = "Starts tasks of these agents again.",
            mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return each(names, "resume", "resumed ");
    }

    private int each(List<String> names, String action, String done) {
        var client = gateway.get();
        for (String name : names) {
            var _ = client.post(path(name) + "/" + action, null);
            terminal.say(done + Escapes.line(name));
        }
        return 0;
    }

    private static String command(JsonNode agent) {
        return agent.path("command")
                .valueStream()
                .map(word -> word.asString(""))
                .collect(Collectors.joining(" "));
    }

    private static String shown(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static String path(String name) {
        return AGENTS + "/" + GatewayClient.encode(name);
    }
}
