package ai.openclaw.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "tokens",
        description = "Makes, lists and revokes API tokens, by which programs reach the gateway.",
        mixinStandardHelpOptions = true)
final class TokensCommand implements Runnable {

    private static final String TOKENS = "/api/v1/tokens";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Spec private CommandSpec spec = CommandSpec.create();

    TokensCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with tokens.");
    }

    @Command(
            name = "create",
            description = "Makes one and prints it, alone and this once.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", description = "Who or what it is for.") String name,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        var wanted = JsonNodeFactory.instance.objectNode().put("name", name);
        JsonNode made = gateway.get().post(TOKENS, wanted);
        if (json) {
            terminal.print(made);
        } else {
            terminal.print(TaskView.text(made, "token"));
            terminal.say("It is not shown again. Its id: " + TaskView.text(made, "id"));
        }
        return 0;
    }

    @Command(name = "list", description = "Lists those that work.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode page = gateway.get().get(TOKENS);
        if (json) {
            terminal.print(page);
            return 0;
        }
        if (page.path("items").isEmpty()) {
            terminal.say("No tokens.");
            return 0;
        }
        var table = new Table("ID", "NAME", "AGE", "USED", "MADE BY");
        for (var it : page.path("items")) {
            String used = TaskView.text(it, "lastUsedAt");
            table.add(
                    TaskView.text(it, "id"),
                    TaskView.text(it, "name"),
                    TaskView.age(TaskView.text(it, "createdAt")),
                    used.isEmpty() ? "never" : TaskView.age(used) + " ago",
                    TaskView.text(it, "createdBy"));
        }
        terminal.print(table);
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Makes them useless from the next request on.",
            mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
        var client = gateway.get();
        for (String id : ids) {
            client.delete(TOKENS + "/" + GatewayClient.encode(id));
            terminal.say("revoked " + Escapes.line(id));
        }
        return 0;
    }
}
