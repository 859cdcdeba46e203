package ai.openclaw.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How a task is shown to people.
final class TaskView {

    private static final Set<String> FINISHED = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

    private TaskView() {}

    static boolean finished(JsonNode task) {
        return FINISHED.contains(text(task, "state"));
    }

    /// The exit code that stands for the task: its own where it has one.
    static int exitCode(JsonNode task) {
        boolean succeeded = text(task, "state").equals("SUCCEEDED");
        return task.path("exitCode").asInt(succeeded ? 0 : 1);
    }

    static Table table(Iterable<JsonNode> tasks) {
        var table = new Table("ID", "STATE", "AGENT", "AGE", "TOOK", "WHAT");
        for (var task : tasks) {
            String state = text(task, "state");
            table.add(
                    Style.of(state),
                    List.of(
                            text(task, "id"),
                            text(task, "reason").isEmpty()
                                    ? state
                                    : state + " " + text(task, "reason"),
                            text(task, "agent"),
                            age(text(task, "createdAt")),
                            took(task),
                            what(task)));
        }
        return table;
    }

    static void show(Terminal terminal, GatewayAddress gateway, JsonNode task) {
        String state = text(task, "state");
        var rows = new ArrayList<Map.Entry<String, @Nullable String>>();
        add(rows, "id", text(task, "id"));
        add(rows, "state", Style.of(state).on(Escapes.line(state), terminal.colour()), true);
        add(rows, "reason", text(task, "reason"));
        add(rows, "detail", text(task, "detail"));
        add(rows, "exit code", text(task, "exitCode"));
        add(rows, "agent", text(task, "agent") + " v" + text(task, "agentVersion"));
        add(rows, "what", what(task));
        add(rows, "labels", labels(task));
        add(rows, "attempt", text(task, "attempt"));
        add(rows, "created", text(task, "createdAt"));
        add(rows, "started", text(task, "startedAt"));
        add(rows, "finished", text(task, "finishedAt"));
        add(rows, "took", took(task));
        add(rows, "dashboard", page(gateway, task));
        terminal.printPairs(rows);
        attempts(terminal, task.path("attempts"));
        result(terminal, task);
    }

    /// Says how the task ended, on standard error, and prints its result, on standard output.
    static void ending(Terminal terminal, GatewayAddress gateway, JsonNode task) {
        String state = text(task, "state");
        String mark = state.equals("SUCCEEDED") ? "✓ " : "✗ ";
        var line = new StringBuilder(mark + state.toLowerCase(Locale.ROOT));
        if (!text(task, "reason").isEmpty() && !text(task, "reason").equals(state)) {
            line.append(" · ").append(text(task, "reason"));
        }
        if (!took(task).isEmpty()) {
            line.append(" · ").append(took(task));
        }
        terminal.say(Style.of(state).on(Escapes.line(line.toString()), terminal.errorColour()));
        if (!text(task, "detail").isEmpty()) {
            terminal.say("  " + Escapes.line(text(task, "detail")));
        }
        String page = page(gateway, task);
        if (!page.isEmpty()) {
            terminal.say(Style.FAINT.on("  " + Escapes.line(page), terminal.errorColour()));
        }
        result(terminal, task);
    }

    /// Text of a field, empty where it is absent or null.
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }

    static String duration(Duration d) {
        if (d.toMinutes() < 1) {
            return "%.1f s".formatted(d.toMillis() / 1000.0);
        }
        if (d.toHours() < 1) {
            return d.toMinutes() + " min " + d.toSecondsPart() + " s";
        }
        return d.toDays() < 1
                ? d.toHours() + " h " + d.toMinutesPart() + " min"
                : d.toDays() + " d " + d.toHoursPart() + " h";
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < 3) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "kMGT".charAt(unit));
    }

    static String age(String instant) {
        return instant.isEmpty()
                ? ""
                : duration(Duration.between(Instant.parse(instant), Instant.now()))
                        .replaceFirst("\\.\\d s", " s");
    }

    private static void attempts(Terminal terminal, JsonNode attempts) {
        if (attempts.size() < 2) {
            return;
        }
        var table = new Table("ATTEMPT", "STATE", "REASON", "EXIT", "TOOK", "ENGINE");
        for (var attempt : attempts) {
            String state = text(attempt, "state");
            table.add(
                    Style.of(state),
                    List.of(
                            text(attempt, "number"),
                            state,
                            text(attempt, "reason"),
                            text(attempt, "exitCode"),
                            took(attempt),
                            text(attempt, "engine")));
        }
        terminal.print("");
        terminal.print(table);
    }

    private static void result(Terminal terminal, JsonNode task) {
        JsonNode result = task.path("result");
        if (result.isMissingNode() || result.isNull()) {
            return;
        }
        terminal.print("");
        terminal.print(
                Escapes.text(result.isString() ? result.asString() : result.toPrettyString()));
    }

    private static String what(JsonNode task) {
        String prompt = text(task, "prompt");
        if (!prompt.isEmpty()) {
            return prompt.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#!"))
                    .findFirst()
                    .orElse("");
        }
        return task.path("command")
                .valueStream()
                .map(w -> w.asString(""))
                .collect(Collectors.joining(" "));
    }

    /// The task's page, whether the gateway gave its address in full or from its root.
    private static String page(GatewayAddress gateway, JsonNode task) {
        String page = text(task.path("links"), "dashboard");
        return page.startsWith("/") ? gateway.url() + page : page;
    }

    private static String labels(JsonNode task) {
        return task.path("labels").properties().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(l -> l.getKey() + "=" + l.getValue().asString(""))
                .collect(Collectors.joining(" "));
    }

    private static String took(JsonNode node) {
        String from = text(node, "startedAt");
        String to = text(node, "finishedAt");
        if (from.isEmpty()) {
            return "";
        }
        Instant end = to.isEmpty() ? Instant.now() : Instant.parse(to);
        return duration(Duration.between(Instant.parse(from), end));
    }

    private static void add(
            List<Map.Entry<String, @Nullable String>> rows, String key, String value) {
        add(rows, key, Escapes.line(value), !value.isEmpty());
    }

    private static void add(
            List<Map.Entry<String, @Nullable String>> rows,
            String key,
            String value,
            boolean wanted) {
        if (wanted) {
            rows.add(Map.entry(key, value));
        }
    }
}
