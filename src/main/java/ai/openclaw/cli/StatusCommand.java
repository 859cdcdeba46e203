package ai.openclaw.cli;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "status",
        description = "Says whether the gateway is ready and what it does; exits 1 if it is not.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final int MOST = 500;

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Option(names = "--json", description = "Prints the answer as JSON.")
    private boolean json;

    StatusCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public Integer call() {
        var client = gateway.get();
        var probe = client.probe("/actuator/health/readiness");
        boolean ready = probe.getKey() == 200;
        int running = count(client, "RUNNING");
        int queued = count(client, "QUEUED");
        String url = client.address().url().toString();
        if (json) {
            terminal.print(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("url", url)
                            .put("ready", ready)
                            .put("running", running)
                            .put("queued", queued));
        } else {
            var rows = new ArrayList<Map.Entry<String, @Nullable String>>();
            String word = ready ? "ready" : "not ready " + reasons(probe.getValue());
            Style style = ready ? Style.SUCCESS : Style.FAILURE;
            rows.add(Map.entry("gateway", Escapes.line(url)));
            rows.add(Map.entry("state", style.on(Escapes.line(word).strip(), terminal.colour())));
            rows.add(Map.entry("running", shown(running)));
            rows.add(Map.entry("queued", shown(queued)));
            terminal.printPairs(rows);
        }
        return ready ? 0 : 1;
    }

    // One page is enough to say how busy it is.
    private static int count(GatewayClient client, String state) {
        return client.get("/api/v1/tasks?state=" + state + "&limit=" + MOST).path("items").size();
    }

    private static String shown(int count) {
        return count == MOST ? count + " or more" : Integer.toString(count);
    }

    private static String reasons(JsonNode health) {
        return health.path("status").asString("");
    }
}
