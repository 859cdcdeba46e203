package ai.openclaw.cli;

import java.util.List;
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
        name = "webhooks",
        description = "Looks at webhooks and what became of their deliveries, and changes them.",
        mixinStandardHelpOptions = true)
final class WebhooksCommand implements Runnable {

    private static final String WEBHOOKS = "/api/v1/webhooks";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Spec private CommandSpec spec = CommandSpec.create();

    WebhooksCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with webhooks.");
    }

    @Command(
            name = "list",
            description = "Lists them, newest first.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode page = gateway.get().get(WEBHOOKS);
        if (json) {
            terminal.print(page);
            return 0;
        }
        if (page.path("items").isEmpty()) {
            terminal.say("No webhooks.");
            return 0;
        }
        var table = new Table("ID", "STATE", "EVENTS", "AGE", "URL");
        for (var it : page.path("items")) {
            boolean on = it.path("enabled").asBoolean();
            table.add(
                    on ? Style.SUCCESS : Style.FAINT,
                    List.of(
                            TaskView.text(it, "id"),
                            on ? "on" : "off",
                            String.join(
                                    ",",
                                    it.path("events")
                                            .valueStream()
                                            .map(event -> event.asString(""))
                                            .toList()),
                            TaskView.age(TaskView.text(it, "createdAt")),
                            TaskView.text(it, "url")));
        }
        terminal.print(table);
        return 0;
    }

    @Command(
            name = "add",
            description = "Adds one and prints its secret, this once.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "URL") String url,
            @Option(
                            names = "--event",
                            paramLabel = "NAME",
                            description = "Such as task.failed; several times for several. All.")
                    @Nullable List<String> events,
            @Option(names = "--description", paramLabel = "TEXT") @Nullable String description,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        var wanted = JsonNodeFactory.instance.objectNode().put("url", url);
        if (description != null) {
            wanted.put("description", description);
        }
        if (events != null) {
            var names = wanted.putArray("events");
            events.forEach(names::add);
        }
        JsonNode made = gateway.get().post(WEBHOOKS, wanted);
        if (json) {
            terminal.print(made);
            return 0;
        }
        var table = new Table("ID", "SECRET");
        table.add(TaskView.text(made.path("webhook"), "id"), TaskView.text(made, "secret"));
        terminal.print(table);
        terminal.say("The secret is not shown again.");
        return 0;
    }

    @Command(
            name = "rm",
            description = "Removes them with their deliveries, the outstanding ones too.",
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "ID", arity = "1..*") List<String> ids,
            @Option(names = "--json", description = "Prints each id as JSON.") boolean json) {
        var client = gateway.get();
        int code = 0;
        for (String id : ids) {
            try {
                client.delete(WEBHOOKS + "/" + GatewayClient.encode(id));
                if (json) {
                    terminal.print(JsonNodeFactory.instance.objectNode().put("removed", id));
                } else {
                    terminal.say("removed " + Escapes.line(id));
                }
            } catch (CommandFailed failed) {
                terminal.fail(failed);
                code = 1;
            }
        }
        return code;
    }

    @Command(
            name = "test",
            description = "Sends one an event webhook.test.",
            mixinStandardHelpOptions = true)
    int test(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode sent =
                gateway.get().post(WEBHOOKS + "/" + GatewayClient.encode(id) + "/test", null);
        if (json) {
            terminal.print(sent);
        } else {
            terminal.say("On its way; see: openclaw webhooks deliveries " + Escapes.line(id));
        }
        return 0;
    }

    @Command(
            name = "secret",
            description = {
                "Makes a new secret and prints it, this once. The one before it signs along for a",
                "day."
            },
            mixinStandardHelpOptions = true)
    int secret(
            @Parameters(
                            paramLabel = "ID",
                            arity = "0..1",
                            description = "A webhook. Absent: the callbacks of tasks.")
                    @Nullable String id,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        String path = id == null ? "/callback-secret" : "/" + GatewayClient.encode(id) + "/secret";
        JsonNode made = gateway.get().post(WEBHOOKS + path, null);
        if (json) {
            terminal.print(made);
            return 0;
        }
        var table = new Table("SECRET");
        table.add(TaskView.text(made, "secret"));
        terminal.print(table);
        return 0;
    }

    @Command(
            name = "deliveries",
            description = "Lists what was sent to one, newest first.",
            mixinStandardHelpOptions = true)
    int deliveries(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit,
            @Option(names = "--cursor", paramLabel = "C", description = "The page that follows.")
                    @Nullable String cursor,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        String more = cursor == null ? "" : "&cursor=" + GatewayClient.encode(cursor);
        JsonNode page =
                gateway.get()
                        .get(
                                WEBHOOKS
                                        + "/"
                                        + GatewayClient.encode(id)
                                        + "/deliveries?limit="
                                        + limit
                                        + more);
        if (json) {
            terminal.print(page);
            return 0;
        }
        var table = new Table("ID", "STATE", "EVENT", "AGE", "TRIED", "LAST");
        for (var it : page.path("items")) {
            String state = TaskView.text(it, "state");
            var attempts = it.path("attempts");
            table.add(
                    style(state),
                    List.of(
                            TaskView.text(it, "id"),
                            state,
                            TaskView.text(it, "type"),
                            TaskView.age(TaskView.text(it, "createdAt")),
                            Integer.toString(attempts.size()),
                            last(attempts)));
        }
        terminal.print(table);
        String next = TaskView.text(page, "next");
        if (!next.isEmpty()) {
            terminal.say("There are more: --cursor " + Escapes.line(next));
        }
        return 0;
    }

    private static String last(JsonNode attempts) {
        if (attempts.isEmpty()) {
            return "";
        }
        var it = attempts.get(attempts.size() - 1);
        return it.path("status").isNumber()
                ? it.path("status").asInt() + " in " + it.path("millis").asInt() + " ms"
                : TaskView.text(it, "error");
    }

    private static Style style(String state) {
        return switch (state) {
            case "DELIVERED" -> Style.SUCCESS;
            case "GIVEN_UP" -> Style.FAILURE;
            default -> Style.FAINT;
        };
    }
}
