package ai.openclaw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "schedules",
        description = "Looks at schedules and what became of them, makes and removes them.",
        mixinStandardHelpOptions = true)
final class SchedulesCommand implements Runnable {

    private static final String SCHEDULES = "/api/v1/schedules";
    private static final NamedObjects FILE =
            new NamedObjects(
                    "schedule",
                    "{\"name\": \"mine\", \"cron\": \"30 9 * * MON-FRI\", \"agent\": \"shell\","
                            + " \"prompt\": \"…\"}");

    /// What an answer shows and a file need not say.
    private static final List<String> SHOWN =
            List.of(
                    "name",
                    "version",
                    "createdAt",
                    "words",
                    "pausedAt",
                    "pausedBy",
                    "pausedWhy",
                    "failures",
                    "lastSuccessAt",
                    "lastSuccessResult",
                    "nextDue");

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;
    private final Path directory;

    @Spec private CommandSpec spec = CommandSpec.create();

    SchedulesCommand(Terminal terminal, Supplier<GatewayClient> gateway, Path directory) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.directory = directory;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with schedules.");
    }

    @Command(
            name = "list",
            description = "Lists schedules by name.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--limit",
                            defaultValue = "50",
                            description = "At most so many, up to 500.")
                    int limit,
            @Option(names = "--cursor", description = "The next of the list before.")
                    @Nullable String cursor,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode page = gateway.get().get(page(SCHEDULES, limit, cursor));
        if (json) {
            terminal.print(page);
            return 0;
        }
        var table = new Table("NAME", "STATE", "NEXT", "LAST SUCCESS", "FAILURES", "WHEN");
        for (var it : page.path("items")) {
            boolean paused = it.path("paused").asBoolean();
            table.add(
                    paused ? Style.FAINT : Style.SUCCESS,
                    List.of(
                            TaskView.text(it, "name"),
                            paused ? "PAUSED" : "ACTIVE",
                            TaskView.text(it, "nextDue"),
                            TaskView.text(it, "lastSuccessAt"),
                            TaskView.text(it, "failures"),
                            TaskView.text(it, "words")));
        }
        terminal.print(table);
        more(page);
        return 0;
    }

    @Command(
            name = "show",
            description = "Shows a schedule, each field that is set.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode schedule = gateway.get().get(path(name));
        if (json) {
            terminal.print(schedule);
            return 0;
        }
        var rows = new ArrayList<Map.Entry<String, @Nullable String>>();
        for (var field : schedule.properties()) {
            JsonNode value = field.getValue();
            if (!value.isNull()) {
                String text = value.isString() ? value.asString() : value.toString();
                rows.add(Map.entry(Escapes.line(field.getKey()), Escapes.line(text)));
            }
        }
        terminal.printPairs(rows);
        return 0;
    }

    @Command(
            name = "apply",
            description = "Makes schedules, or the next version of each that differs.",
            mixinStandardHelpOptions = true)
    int apply(
            @Option(
                            names = {"-f", "--file"},
                            paramLabel = "FILE",
                            required = true,
                            description = "JSON or YAML; - for standard input.")
                    String file,
            @Option(names = "--json", description = "Prints each schedule as JSON.") boolean json)
            throws IOException {
        var client = gateway.get();
        for (var schedule : FILE.read(terminal, directory, file)) {
            String name = schedule.path("name").asString();
            schedule.remove(SHOWN);
            JsonNode made = client.put(path(name), schedule);
            if (json) {
                terminal.print(made);
            } else {
                terminal.print(
                        Escapes.line(
                                name
                                        + "  version "
                                        + TaskView.text(made, "version")
                                        + "  "
                                        + TaskView.text(made, "words")));
            }
        }
        return 0;
    }

    @Command(
            name = "slots",
            description = "Says what became of the due moments of a schedule, newest first.",
            mixinStandardHelpOptions = true)
    int slots(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--limit",
                            defaultValue = "50",
                            description = "At most so many, up to 500.")
                    int limit,
            @Option(names = "--cursor", description = "The next of the list before.")
                    @Nullable String cursor,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode page = gateway.get().get(page(path(name) + "/slots", limit, cursor));
        if (json) {
            terminal.print(page);
            return 0;
        }
        var table = new Table("DUE", "STATE", "COUNT", "UNTIL", "TASK", "OUTCOME", "WHY");
        for (var it : page.path("items")) {
            boolean fired = TaskView.text(it, "state").equals("FIRED");
            boolean one = it.path("count").asInt() == 1;
            table.add(
                    fired ? Style.SUCCESS : Style.FAINT,
                    List.of(
                            TaskView.text(it, "due"),
                            TaskView.text(it, "state"),
                            TaskView.text(it, "count"),
                            one ? "" : TaskView.text(it, "lastDue"),
                            TaskView.text(it, "task"),
                            TaskView.text(it, "outcome"),
                            TaskView.text(it, "why")));
        }
        terminal.print(table);
        more(page);
        return 0;
    }

    @Command(
            name = "run",
            description = "Runs a schedule now, besides its due moments.",
            mixinStandardHelpOptions = true)
    int start(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        JsonNode started = gateway.get().post(path(name) + "/run", null);
        if (json) {
            terminal.print(started);
        } else {
            terminal.print(Escapes.line(TaskView.text(started, "task")));
        }
        return 0;
    }

    @Command(
            name = "pause",
            description = "Fires nothing of these schedules; the ledger says what would have.",
            mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return each(names, "pause", "paused ");
    }

    @Command(
            name = "resume",
            description = "Fires these schedules again.",
            mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return each(names, "resume", "resumed ");
    }

    @Command(
            name = "rm",
            description = "Removes schedules with their ledger; their tasks stay.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        var client = gateway.get();
        for (String name : names) {
            client.delete(path(name));
            terminal.say("removed " + Escapes.line(name));
        }
        return 0;
    }

    private int each(List<String> names, String action, String done) {
        var client = gateway.get();
        for (String name : names) {
            var _ = client.post(path(name) + "/" + action, null);
            terminal.say(done + Escapes.line(name));
        }
        return 0;
    }

    private void more(JsonNode page) {
        String next = TaskView.text(page, "next");
        if (!next.isEmpty()) {
            terminal.say("more: --cursor " + Escapes.line(next));
        }
    }

    private static String page(String path, int limit, @Nullable String cursor) {
        String page = path + "?limit=" + limit;
        return cursor == null ? page : page + "&cursor=" + GatewayClient.encode(cursor);
    }

    private static String path(String name) {
        return SCHEDULES + "/" + GatewayClient.encode(name);
    }
}
