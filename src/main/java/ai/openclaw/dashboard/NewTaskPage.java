package ai.openclaw.dashboard;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.FieldError;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.task.Tasks;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The form for a new task.
@Controller
class NewTaskPage {

    private final Tasks tasks;
    private final Agents agents;

    NewTaskPage(Tasks tasks, Agents agents) {
        this.tasks = tasks;
        this.agents = agents;
    }

    /// What the form holds.
    ///
    /// @param timeout minutes, as typed
    /// @param labels `team:web month:2026-11`, as typed
    record Form(
            @Nullable String agent,
            @Nullable String prompt,
            @Nullable String timeout,
            @Nullable String labels) {}

    @GetMapping("/tasks/new")
    String form(@RequestParam(required = false) @Nullable String agent, Model model) {
        var names = names();
        var chosen = agent != null && names.contains(agent) ? agent : preferred(names);
        return show(new Form(chosen, null, null, null), Map.of(), model);
    }

    @PostMapping("/tasks")
    Object create(@ModelAttribute Form form, Model model, HttpServletResponse response) {
        try {
            return TaskActions.to(tasks.submit(request(form)).id());
        } catch (InvalidRequest e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            var errors =
                    e.errors().stream()
                            .collect(
                                    Collectors.toMap(
                                            NewTaskPage::field,
                                            FieldError::message,
                                            (first, _) -> first,
                                            LinkedHashMap::new));
            return show(form, errors, model);
        }
    }

    private String show(Form form, Map<String, String> errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("agents", names());
        return "task-new";
    }

    private List<String> names() {
        return agents.list().stream().map(Agent::name).toList();
    }

    /// A script is what works without any further setting.
    private static @Nullable String preferred(List<String> names) {
        return names.contains("shell") ? "shell" : names.isEmpty() ? null : names.getFirst();
    }

    private static TaskRequest request(Form form) {
        return new TaskRequest(
                form.agent(),
                form.prompt() == null ? "" : form.prompt().replace("\r\n", "\n"),
                null,
                null,
                null,
                labels(form.labels()),
                null,
                null,
                null,
                timeout(form.timeout()),
                null,
                null,
                null,
                null,
                null);
    }

    private static @Nullable Duration timeout(@Nullable String minutes) {
        if (minutes == null || minutes.isBlank()) {
            return null;
        }
        if (!minutes.strip().matches("\\d{1,5}")) {
            throw InvalidRequest.of("timeout", "A whole number of minutes is expected.");
        }
        return Duration.ofMinutes(Long.parseLong(minutes.strip()));
    }

    private static Map<String, String> labels(@Nullable String typed) {
        var labels = new LinkedHashMap<String, String>();
        for (var label : typed == null ? new String[0] : typed.strip().split("[\\s,]+", 100)) {
            int colon = label.indexOf(':');
            if (colon > 0) {
                labels.put(label.substring(0, colon), label.substring(colon + 1));
            } else if (!label.isEmpty()) {
                throw InvalidRequest.of(
                        "labels", "Labels look like team:web, with spaces between.");
            }
        }
        return labels;
    }

    /// Errors without a field on this form are shown above it.
    private static String field(FieldError error) {
        var field = error.field().replaceFirst("[.\\[].*", "");
        return switch (field) {
            case "agent", "prompt", "timeout", "labels" -> field;
            default -> "form";
        };
    }
}
