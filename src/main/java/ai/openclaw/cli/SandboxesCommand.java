package ai.openclaw.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "sandboxes",
        description = "Looks at the sandboxes that are there now, and kills them.",
        mixinStandardHelpOptions = true)
final class SandboxesCommand implements Runnable {

    private static final String SANDBOXES = "/api/v1/sandboxes";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Spec private CommandSpec spec = CommandSpec.create();

    SandboxesCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with sandboxes.");
    }

    @Command(
            name = "list",
            description = "Lists them, newest first: of all nodes those that serve a task.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit,
            @Option(names = "--cursor", paramLabel = "C", description = "The page that follows.")
                    @Nullable String cursor,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        String more = cursor == null ? "" : "&cursor=" + GatewayClient.encode(cursor);
        JsonNode page = gateway.get().get(SANDBOXES + "?limit=" + limit + more);
        if (json) {
            terminal.print(page);
            return 0;
        }
        if (page.path("items").isEmpty()) {
            terminal.say("No sandboxes.");
            return 0;
        }
        var table = new Table("ID", "STATE", "AGENT", "TASK", "AGE", "CPU", "MEMORY", "IMAGE");
        for (var it : page.path("items")) {
            table.add(
                    TaskView.text(it, "id"),
                    TaskView.text(it, "state"),
                    TaskView.text(it, "agent"),
                    TaskView.text(it, "task"),
                    TaskView.duration(Duration.ofSeconds(it.path("ageSeconds").asLong(0))),
                    cpu(it.path("cpuSeconds")),
                    memory(it.path("memoryBytes")),
                    TaskView.text(it, "image"));
        }
        terminal.print(table);
        String next = TaskView.text(page, "next");
        if (!next.isEmpty()) {
            terminal.say("There are more: --cursor " + Escapes.line(next));
        }
        return 0;
    }

    @Command(
            name = "kill",
            description = {
                "Kills sandboxes. A task that had one gets a new attempt; cancel the task to end it."
            },
            mixinStandardHelpOptions = true)
    int kill(
            @Parameters(paramLabel = "ID", arity = "1..*") List<String> ids,
            @Option(names = "--json", description = "Prints each id as JSON.") boolean json) {
        var client = gateway.get();
        int code = 0;
        for (String id : ids) {
            try {
                client.delete(SANDBOXES + "/" + GatewayClient.encode(id));
                if (json) {
                    terminal.print(JsonNodeFactory.instance.objectNode().put("killed", id));
                } else {
                    terminal.say("killed " + Escapes.line(id));
                }
            } catch (CommandFailed failed) {
                terminal.fail(failed);
                code = 1;
            }
        }
        return code;
    }

    private static String cpu(JsonNode seconds) {
        return seconds.isNumber() ? String.format(Locale.ROOT, "%.2f s", seconds.asDouble()) : "";
    }

    private static String memory(JsonNode bytes) {
        return bytes.isNumber()
                ? String.format(Locale.ROOT, "%.1f MiB", bytes.asLong() / 1048576.0)
                : "";
    }
}
