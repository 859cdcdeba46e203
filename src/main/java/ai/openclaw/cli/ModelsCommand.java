package ai.openclaw.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "models",
        description = "Looks at the models that agents can use, and at their providers.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Runnable {

    private static final String MODELS = "/api/v1/models";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Spec private CommandSpec spec = CommandSpec.create();

    ModelsCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with models.");
    }

    @Command(
            name = "list",
            description = "Lists the models that the providers have, those in the settings first.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--all",
                            description = {
                                "Also what agents cannot talk with, and the last list of providers",
                                "that do not answer."
                            })
                    boolean all,
            @Option(names = "--local", description = "Only what runs on your own hardware.")
                    boolean local,
            @Option(names = "--provider", paramLabel = "P", description = "Only this one's.")
                    @Nullable String provider,
            @Option(names = "--plain", description = "Prints keys alone.") boolean plain,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        String of = provider == null ? "" : "&provider=" + GatewayClient.encode(provider);
        var answer = gateway.get().get(MODELS + "?all=" + all + "&local=" + local + of);
        if (json) {
            terminal.print(answer);
            return 0;
        }
        var models = answer.path("models");
        if (plain) {
            models.forEach(it -> terminal.print(Escapes.line(TaskView.text(it, "key"))));
        } else if (!models.isEmpty()) {
            terminal.print(table(models));
        }
        for (var it : answer.path("unreachable")) {
            terminal.say(
                    Escapes.line(
                            TaskView.text(it, "provider")
                                    + " gives no list: "
                                    + TaskView.text(it, "reason")));
        }
        if (models.isEmpty()) {
            terminal.say("No models. What is missing: openclaw models status");
        }
        return 0;
    }

    private static Table table(JsonNode models) {
        var table = new Table("Model", "Input", "Ctx", "Local", "Auth", "Tags");
        for (var it : models) {
            boolean available = it.path("available").asBoolean(false);
            boolean missing = it.path("missing").asBoolean(false);
            var tags = new ArrayList<String>();
            it.path("tags").forEach(tag -> tags.add(tag.asString("")));
            if (missing) {
                tags.add("missing");
            }
            String input = TaskView.text(it, "input");
            table.add(
                    TaskView.text(it, "key"),
                    input.isEmpty() ? "-" : input,
                    window(it.path("contextWindow")),
                    yes(it.path("local").asBoolean(false)),
                    yes(available || missing),
                    String.join(",", tags));
        }
        return table;
    }

    private static String window(JsonNode tokens) {
        return tokens.isNumber() ? (tokens.asLong() + 500) / 1000 + "k" : "-";
    }

    private static String yes(boolean it) {
        return it ? "yes" : "no";
    }

    @Command(
            name = "status",
            description = "Says which providers can be used, and why the others cannot.",
            mixinStandardHelpOptions = true)
    int status(
            @Option(
                            names = "--check",
                            description = {
                                "Exits 1 if a provider that is set up cannot be used, if the settings",
                                "name one that is not set up, or if there is none at all."
                            })
                    boolean check,
            @Option(names = "--refresh", description = "Asks the providers now.") boolean refresh,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        var client = gateway.get();
        var answer =
                refresh
                        ? client.post(MODELS + "/discovery", null)
                        : client.get(MODELS + "/providers");
        var providers = answer.path("items");
        if (json) {
            terminal.print(answer);
        } else {
            var table = new Table("PROVIDER", "STATE", "MODELS", "LOCAL", "WHY");
            for (var it : providers) {
                String state = TaskView.text(it, "state");
                boolean listed = !TaskView.text(it, "listedAt").isEmpty();
                table.add(
                        style(state),
                        List.of(
                                TaskView.text(it, "name"),
                                state,
                                listed ? TaskView.text(it, "models") : "-",
                                yes(it.path("local").asBoolean(false)),
                                TaskView.text(it, "reason")));
            }
            terminal.print(table);
        }
        return check && !usable(providers) ? 1 : 0;
    }

    private static boolean usable(JsonNode providers) {
        boolean any = false;
        for (var it : providers) {
            switch (TaskView.text(it, "state")) {
                case "READY" -> any = true;
                case "ABSENT" -> {}
                default -> {
                    return false;
                }
            }
        }
        return any;
    }

    private static Style style(String state) {
        return switch (state) {
            case "READY" -> Style.SUCCESS;
            case "ABSENT" -> Style.FAINT;
            default -> Style.FAILURE;
        };
    }
}
