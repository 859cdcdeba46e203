package ai.openclaw.dashboard;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Page;
import ai.openclaw.base.PageRequest;
import ai.openclaw.base.Reason;
import ai.openclaw.task.Task;
import ai.openclaw.task.Tasks;
import java.time.Clock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of tasks, newest first.
@Controller
class TaskListPage {

    private final Tasks tasks;
    private final Agents agents;
    private final Counts counts;
    private final Clock clock;

    TaskListPage(Tasks tasks, Agents agents, Counts counts, Clock clock) {
        this.tasks = tasks;
        this.agents = agents;
        this.counts = counts;
        this.clock = clock;
    }

    @GetMapping("/")
    String list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var filter = ListFilter.of(state, agent, reason, q);
        var page = page(filter, cursor);
        var now = clock.instant();
        model.addAttribute("filter", filter);
        model.addAttribute("reasons", Reason.values());
        model.addAttribute("agents", agents.list().stream().map(Agent::name).toList());
        model.addAttribute("tabs", StateTab.of(filter, counts.all()));
        model.addAttribute("unfiltered", filter.empty());
        model.addAttribute("tooShort", !filter.q().isEmpty() && !filter.searches());
        model.addAttribute("newest", filter.address(null));
        model.addAttribute("rows", page.items().stream().map(it -> TaskRow.of(it, now)).toList());
        model.addAttribute("older", page.next() == null ? null : filter.address(page.next()));
        model.addAttribute("first", cursor == null);
        model.addAttribute("live", live(filter, page));
        return "tasks";
    }

    /// A cursor that is none of ours shows the beginning: it comes from an address bar.
    private Page<Task> page(ListFilter filter, @Nullable String cursor) {
        try {
            return tasks.list(filter.query(), PageRequest.of(null, cursor, 1));
        } catch (InvalidRequest e) {
            return tasks.list(filter.query(), PageRequest.of(null, null, 1));
        }
    }

    private static String live(ListFilter filter, Page<Task> page) {
        var address = filter.address(null).substring(1);
        return "/tasks/live"
                + (address.isEmpty() ? "?" : address + "&")
                + "ids="
                + page.items().stream()
                        .map(it -> it.id().toString())
                        .collect(Collectors.joining(","));
    }
}
