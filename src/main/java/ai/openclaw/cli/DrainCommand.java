package ai.openclaw.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "drain",
        description = {
            "Empties a gateway before it is ended for good: it claims nothing more, its warm"
                    + " sandboxes go, and when nothing runs on it any more, its lanes too."
        },
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Parameters(
            paramLabel = "NODE",
            arity = "0..1",
            description = "Its id, the beginning of it, or its name. Absent: the one that answers.")
    private @Nullable String wanted;

    @Option(
            names = "--kill",
            description = "Ends what runs; each attempt gets its next one, here or elsewhere.")
    private boolean kill;

    @Option(names = "--undo", description = "Lets it work again.")
    private boolean undo;

    @Option(names = "--wait", description = "Until it is drained.")
    private boolean wait;

    @Option(names = "--json", description = "Prints the node as JSON.")
    private boolean json;

    DrainCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public Integer call() throws InterruptedException {
        var client = gateway.get();
        String id = TaskView.text(find(client), "id");
        String path = NodesCommand.NODES + "/" + GatewayClient.encode(id) + "/drain";
        JsonNode node =
                undo
                        ? client.delete(path)
                        : client.post(
                                path, JsonNodeFactory.instance.objectNode().put("kill", kill));
        if (wait && !undo) {
            node = drained(client, id, node);
        }
        if (json) {
            terminal.print(node);
        } else {
            terminal.print(said(node));
        }
        return 0;
    }

    private JsonNode drained(GatewayClient client, String id, JsonNode asked)
            throws InterruptedException {
        JsonNode node = asked;
        int shown = -1;
        while (!TaskView.text(node, "state").equals("DRAINED")) {
            int running = node.path("running").asInt();
            if (running != shown) {
                terminal.say(running == 0 ? "Clearing up …" : "Still running: " + running);
                shown = running;
            }
            TimeUnit.MILLISECONDS.sleep(250);
            node = one(nodes(client), id);
            if (!node.path("draining").asBoolean()) {
                throw new CommandFailed("Somebody let it work again.", null);
            }
        }
        return node;
    }

    private JsonNode find(GatewayClient client) {
        var all = nodes(client);
        if (wanted == null) {
            return all.stream()
                    .filter(it -> it.path("self").asBoolean())
                    .findFirst()
                    .orElseThrow(
                            () -> new CommandFailed("The gateway does not know itself.", null));
        }
        return one(all, wanted);
    }

    private static JsonNode one(List<JsonNode> all, String wanted) {
        var hits =
                all.stream()
                        .filter(it ->
                                TaskView.text(it, "id").startsWith(wanted)
                                        || TaskView.text(it, "name").equals(wanted))
                        .toList();
        if (hits.size() != 1) {
            throw new CommandFailed(
                    hits.isEmpty()
                            ? "There is no node '" + wanted + "'."
                            : "Several nodes are called '" + wanted + "'.",
                    "See: openclaw nodes");
        }
        return hits.getFirst();
    }

    private static List<JsonNode> nodes(GatewayClient client) {
        return client.get(NodesCommand.NODES).path("items").valueStream().toList();
    }

    private static String said(JsonNode node) {
        return Escapes.line(
                TaskView.text(node, "id")
                        + "  "
                        + TaskView.text(node, "state")
                        + "  "
                        + TaskView.text(node, "running")
                        + " running");
    }
}
