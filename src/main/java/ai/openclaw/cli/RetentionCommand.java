package ai.openclaw.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "retention",
        description = "Says what is kept for how long, and what a run would remove now.",
        mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {

    private static final String RETENTION = "/api/v1/retention";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Option(names = "--run", description = "Begins a run now, on the gateway that answers.")
    private boolean run;

    @Option(names = "--json", description = "Prints the answer as JSON.")
    private boolean json;

    RetentionCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public Integer call() {
        var client = gateway.get();
        JsonNode page = client.get(RETENTION);
        if (run) {
            JsonNode _ = client.post(RETENTION + "/runs", null);
        }
        if (json) {
            terminal.print(page);
            return 0;
        }
        var table = new Table("WHAT", "KEPT", "WOULD GO", "BYTES", "LAST REMOVED", "SETTING");
        for (var it : page.path("items")) {
            var due = it.path("due");
            table.add(
                    TaskView.text(it, "kind"),
                    kept(TaskView.text(it, "keep")),
                    due.path("count").asLong(0) + (due.path("more").asBoolean() ? "+" : ""),
                    Long.toString(due.path("bytes").asLong(0)),
                    it.path("lastRun").path("removed").asString(""),
                    TaskView.text(it, "setting"));
        }
        terminal.print(table);
        if (run) {
            terminal.say("A run begins.");
        }
        return 0;
    }

    private static String kept(String keep) {
        return keep.isEmpty() ? "for ever" : TaskView.duration(Duration.parse(keep));
    }
}
