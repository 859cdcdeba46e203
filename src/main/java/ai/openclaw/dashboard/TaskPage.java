package ai.openclaw.dashboard;

import ai.openclaw.agent.BuiltInAgent;
import ai.openclaw.artifact.Artifacts;
import ai.openclaw.budget.ModelUsage;
import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogStream;
import ai.openclaw.log.TaskLog;
import ai.openclaw.log.Timeline;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// A task's page, with its log, its conversation, its timeline, its artifacts or its model calls.
@Controller
@RequestMapping("/tasks/{id}")
class TaskPage {

    private static final int LINES = 1000;
    private static final int LINES_TO_FILTER = 10_000;
    private static final int EVENTS = 1000;
    private static final int CALLS = 500;
    private static final int LONGEST_TEXT = 20_000;

    private final Tasks tasks;
    private final TaskLog logs;
    private final Timeline timeline;
    private final Artifacts artifacts;
    private final Conversations conversations;
    private final ModelUsage usage;
    private final AllowedHosts allowed;
    private final TaskParts parts;
    private final JsonMapper json;

    TaskPage(
            Tasks tasks,
            TaskLog logs,
            Timeline timeline,
            Artifacts artifacts,
            Conversations conversations,
            ModelUsage usage,
            AllowedHosts allowed,
            TaskParts parts,
            JsonMapper json) {
        this.tasks = tasks;
        this.logs = logs;
        this.timeline = timeline;
        this.artifacts = artifacts;
        this.conversations = conversations;
        this.usage = usage;
        this.allowed = allowed;
        this.parts = parts;
        this.json = json;
    }

    @GetMapping
    String log(
            @PathVariable UUID id,
            @RequestParam(name = "stream", required = false) @Nullable String name,
            Model model) {
        var task = start(id, "log", model);
        var stream = stream(name);
        var tail = logs.tail(task.id(), stream == null ? LINES : LINES_TO_FILTER);
        var lines = shown(tail, stream);
        long last = tail.isEmpty() ? 0 : tail.getLast().seq();
        int attempt = lines.isEmpty() ? 0 : lines.getLast().attempt();
        model.addAttribute("lines", new LogHtml(0).lines(lines));
        model.addAttribute("last", last);
        model.addAttribute("clipped", !lines.isEmpty() && lines.getFirst().seq() > 1);
        model.addAttribute("stream", stream == null ? "" : stream.toString());
        model.addAttribute(
                "live",
                "/tasks/%s/live?from=%d&after=%d%s"
                        .formatted(
                                id, last + 1, attempt, stream == null ? "" : "&stream=" + stream));
        return "task-log";
    }

    @GetMapping("/timeline")
    String timeline(@PathVariable UUID id, Model model) {
        var task = start(id, "timeline", model);
        var events = timeline.list(task.id(), 0, EVENTS).stream().map(EventRow::of).toList();
        model.addAttribute("events", events);
        model.addAttribute(
                "allowed",
                events.stream()
                        .map(EventRow::allow)
                        .filter(it -> !it.isEmpty() && allowed.isAllowed(task.agent(), it))
                        .collect(Collectors.toSet()));
        return "task-timeline";
    }

    @GetMapping("/conversation")
    String conversation(@PathVariable UUID id, Model model) {
        var task = start(id, "conversation", model);
        var now = conversations.now(task);
        model.addAttribute("talks", true);
        model.addAttribute("turns", now.turns().rows());
        model.addAttribute("clipped", now.clipped());
        model.addAttribute("live", "/tasks/%s/live?turns=%d".formatted(id, now.last()));
        return "task-conversation";
    }

    @GetMapping("/artifacts")
    String artifacts(@PathVariable UUID id, Model model) {
        var task = start(id, "artifacts", model);
        model.addAttribute(
                "artifacts",
                artifacts.list(task.id(), null).stream()
                        .map(it -> ArtifactRow.of(task.id(), it))
                        .toList());
        return "task-artifacts";
    }

    @GetMapping("/usage")
    String usage(@PathVariable UUID id, Model model) {
        var task = start(id, "usage", model);
        var total = usage.of(task.id());
        model.addAttribute(
                "calls", usage.calls(task.id(), CALLS).stream().map(ModelCallRow::of).toList());
        model.addAttribute("total", SumRow.of(total));
        model.addAttribute("clipped", total.calls() > CALLS);
        model.addAttribute("budgets", BudgetRow.of(tasks.spec(task.id()).budget(), total));
        return "task-usage";
    }

    private Task start(UUID id, String tab, Model model) {
        var task = tasks.get(new TaskId(id));
        model.addAllAttributes(parts.model(task));
        model.addAttribute("tab", tab);
        model.addAttribute("talks", BuiltInAgent.isRunBy(tasks.spec(task.id()).command()));
        model.addAttribute("asked", asked(task));
        model.addAttribute("live", "/tasks/" + id + "/live");
        if (task.result() != null) {
            var text = json.writerWithDefaultPrettyPrinter().writeValueAsString(task.result());
            model.addAttribute("result", Shown.cut(text, LONGEST_TEXT));
        }
        return task;
    }

    private static String asked(Task task) {
        var prompt = task.prompt();
        var command = task.command();
        return Shown.cut(
                prompt != null ? prompt : command == null ? "" : String.join(" ", command),
                LONGEST_TEXT);
    }

    private static List<LogLine> shown(List<LogLine> lines, @Nullable LogStream stream) {
        if (stream == null) {
            return lines;
        }
        var taken = lines.stream().filter(it -> it.stream() == stream).toList();
        return taken.subList(Math.max(0, taken.size() - LINES), taken.size());
    }

    static @Nullable LogStream stream(@Nullable String name) {
        return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
            case "stdout" -> LogStream.STDOUT;
            case "stderr" -> LogStream.STDERR;
            default -> null;
        };
    }
}
