package ai.openclaw.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
        name = "tasks",
        description = "Looks at tasks and steers them.",
        mixinStandardHelpOptions = true)
final class TasksCommand implements Runnable {

    private static final String TASKS = "/api/v1/tasks";

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;

    @Spec private CommandSpec spec = CommandSpec.create();

    TasksCommand(Terminal terminal, Supplier<GatewayClient> gateway) {
        this.terminal = terminal;
        this.gateway = gateway;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with tasks.");
    }

    @Command(
            name = "list",
            description = "Lists tasks, newest first.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--state", paramLabel = "STATE", description = "Such as RUNNING.")
                    @Nullable String state,
            @Option(names = "--agent", paramLabel = "NAME") @Nullable String agent,
            @Option(names = "--label", paramLabel = "K=V", description = "May be repeated.")
                    @Nullable List<String> labels,
            @Option(names = "--reason", paramLabel = "REASON", description = "Such as TIMEOUT.")
                    @Nullable String reason,
            @Option(names = "--search", paramLabel = "TEXT", description = "In prompt and more.")
                    @Nullable String search,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit,
            @Option(names = "--cursor", paramLabel = "C", description = "The page that follows.")
                    @Nullable String cursor,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        var query = new ArrayList<String>();
        query.add("limit=" + limit);
        add(query, "state", state == null ? null : state.toUpperCase(Locale.ROOT));
        add(query, "agent", agent);
        add(query, "reason", reason == null ? null : reason.toUpperCase(Locale.ROOT));
        add(query, "q", search);
        add(query, "cursor", cursor);
        if (labels != null) {
            labels.forEach(label -> add(query, "label", label.replaceFirst("=", ":")));
        }
        JsonNode page = gateway.get().get(TASKS + "?" + String.join("&", query));
        if (json) {
            terminal.print(page);
            return 0;
        }
        if (page.path("items").isEmpty()) {
            terminal.say("No tasks.");
            return 0;
        }
        terminal.print(TaskView.table(page.path("items")));
        String next = TaskView.text(page, "next");
        if (!next.isEmpty()) {
            terminal.say("There are more: --cursor " + Escapes.line(next));
        }
        return 0;
    }

    @Command(
            name = "show",
            description = "Shows a task and its result.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Prints the answer as JSON.") boolean json) {
        var client = gateway.get();
        JsonNode task = client.get(path(id));
        if (json) {
            terminal.print(task);
        } else {
            TaskView.show(terminal, client.address(), task);
        }
        return 0;
    }

    @Command(
            name = "cancel",
            description = "Cancels tasks: queued ones at once, running ones by stopping them.",
            mixinStandardHelpOptions = true)
    int cancel(
            @Parameters(paramLabel = "ID", arity = "0..*") @Nullable List<String> ids,
            @Option(names = "--running", description = "All that are running.") boolean running,
            @Option(names = "--wait", description = "Until they have ended, at most a minute.")
                    boolean wait,
            @Option(names = "--json", description = "Prints each task as JSON.") boolean json)
            throws InterruptedException {
        var these = new ArrayList<>(ids == null ? List.<String>of() : ids);
        if (these.isEmpty() && !running) {
            throw new ParameterException(spec.commandLine(), "Name tasks, or say --running.");
        }
        if (running) {
            these.addAll(running());
        }
        int code = each(these, "/cancellation", json);
        return wait && !ended(these) ? 1 : code;
    }

    @Command(
            name = "retry",
            description = "Makes a new attempt of failed or cancelled tasks.",
            mixinStandardHelpOptions = true)
    int retry(
            @Parameters(paramLabel = "ID", arity = "1..*") List<String> ids,
            @Option(names = "--json", description = "Prints each task as JSON.") boolean json) {
        return each(ids, "/retry", json);
    }

    @Command(
            name = "copy",
            description = "Makes new tasks of the same specification.",
            mixinStandardHelpOptions = true)
    int copy(
            @Parameters(paramLabel = "ID", arity = "1..*") List<String> ids,
            @Option(names = "--json", description = "Prints each task as JSON.") boolean json) {
        return each(ids, "/copy", json);
    }

    private List<String> running() {
        JsonNode page = gateway.get().get(TASKS + "?state=RUNNING&limit=500");
        return page.path("items").valueStream().map(t -> TaskView.text(t, "id")).toList();
    }

    private boolean ended(List<String> ids) throws InterruptedException {
        var client = gateway.get();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        for (String id : ids) {
            while (!TaskView.finished(client.get(path(id)))) {
                if (System.nanoTime() > deadline) {
                    terminal.say("Task " + Escapes.line(id) + " has not ended yet.");
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        return true;
    }

    /// Goes on after a refusal, so that one finished task does not keep the others running.
    private int each(List<String> ids, String action, boolean json) {
        var client = gateway.get();
        int code = 0;
        for (String id : ids) {
            try {
                JsonNode task = client.post(path(id) + action, null);
                if (json) {
                    terminal.print(task);
                } else {
                    terminal.print(said(id, task));
                }
            } catch (CommandFailed failed) {
                terminal.fail(failed);
                code = 1;
            }
        }
        return code;
    }

    private static String said(String id, JsonNode task) {
        String state = TaskView.text(task, "state");
        String now = TaskView.text(task, "id");
        return Escapes.line((now.isEmpty() ? id : now) + (state.isEmpty() ? "" : "  " + state));
    }

    private static String path(String id) {
        return TASKS + "/" + GatewayClient.encode(id);
    }

    private static void add(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "=" + GatewayClient.encode(value));
        }
    }
}
