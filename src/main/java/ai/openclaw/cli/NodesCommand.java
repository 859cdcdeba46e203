package ai.openclaw.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "nodes",
        description = "Lists the gateways that share a database.",
        mixinStandardHelpOptions = true)
final class NodesCommand implements Callable<Integer> {

    static final String NODES = "/api/v1/nodes";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Option(names = "--json", description = "Prints the answer as JSON.")
    private boolean json;

    NodesCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public Integer call() {
        JsonNode page = gateway.get().get(NODES);
        if (json) {
            terminal.print(page);
            return 0;
        }
        var table =
                new Table("ID", "STATE", "NAME", "ENGINE", "RUNNING", "WORKERS", "VERSION", "BEAT");
        for (var it : page.path("items")) {
            String state = TaskView.text(it, "state");
            table.add(
                    style(state),
                    List.of(
                            TaskView.text(it, "id") + (it.path("self").asBoolean() ? " *" : ""),
                            state,
                            TaskView.text(it, "name"),
                            TaskView.text(it, "engine"),
                            TaskView.text(it, "running"),
                            TaskView.text(it, "workers"),
                            TaskView.text(it, "version"),
                            TaskView.age(TaskView.text(it, "heartbeatAt"))));
        }
        terminal.print(table);
        terminal.say("* answers here");
        return 0;
    }

    private static Style style(String state) {
        return switch (state) {
            case "UP" -> Style.SUCCESS;
            case "SILENT" -> Style.FAILURE;
            default -> Style.FAINT;
        };
    }
}
