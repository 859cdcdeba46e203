package ai.openclaw.dashboard;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.FieldError;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.Schedules;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Makes and changes schedules, and says while one types what a timing means.
@Controller
class ScheduleFormPage {

    private static final int PREVIEWED = 10;

    private final Schedules schedules;
    private final Agents agents;
    private final Clock clock;

    ScheduleFormPage(Schedules schedules, Agents agents, Clock clock) {
        this.schedules = schedules;
        this.agents = agents;
        this.clock = clock;
    }

    @GetMapping("/new-schedule")
    String blank(@RequestParam(required = false) @Nullable String agent, Model model) {
        return show(ScheduleForm.empty(agent == null ? "shell" : agent), true, Map.of(), model);
    }

    @GetMapping("/schedules/{name}/edit")
    String edit(@PathVariable String name, Model model) {
        return show(ScheduleForm.of(schedules.get(name)), false, Map.of(), model);
    }

    @PostMapping("/schedules")
    Object create(
            @ModelAttribute ScheduleForm form,
            Principal who,
            Model model,
            HttpServletResponse response) {
        return save(form, null, who, model, response);
    }

    @PostMapping("/schedules/{name}")
    Object change(
            @PathVariable String name,
            @ModelAttribute ScheduleForm form,
            Principal who,
            Model model,
            HttpServletResponse response) {
        return save(form, schedules.get(name).spec(), who, model, response);
    }

    /// The part of the form that says what it means; asked for at each change.
    @GetMapping("/new-schedule/preview")
    String preview(@ModelAttribute ScheduleForm form, Model model) {
        addPreview(form, model);
        return "parts/preview :: preview";
    }

    private Object save(
            ScheduleForm form,
            @Nullable ScheduleSpec before,
            Principal who,
            Model model,
            HttpServletResponse response) {
        var name = form.name() == null ? "" : form.name().strip();
        Map<String, String> errors;
        try {
            schedules.put(
                    name,
                    form.spec(before),
                    Objects.requireNonNullElse(form.version(), 0),
                    null,
                    who.getName());
            return SchedulePages.to(name);
        } catch (InvalidRequest e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            errors = byField(e);
        } catch (Conflict e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            errors =
                    Map.of(
                            "form",
                            before == null
                                    ? "There is a schedule of this name."
                                    : "Somebody changed it meanwhile. Load the page again.");
        }
        return show(form, before == null, errors, model);
    }

    private String show(ScheduleForm form, boolean fresh, Map<String, String> errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("fresh", fresh);
        model.addAttribute("title", fresh ? "New schedule" : "Edit " + form.name());
        model.addAttribute("errors", errors);
        model.addAttribute("agents", names(form.agent()));
        model.addAttribute("zones", new TreeSet<>(ZoneId.getAvailableZoneIds()));
        addPreview(form, model);
        return "schedule-form";
    }

    /// With the one that is chosen, which may be gone by now: the form must not choose another.
    private Set<String> names(@Nullable String chosen) {
        var names =
                agents.list().stream()
                        .map(Agent::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (chosen != null) {
            names.add(chosen);
        }
        return names;
    }

    private void addPreview(ScheduleForm form, Model model) {
        var now = clock.instant();
        try {
            var preview = schedules.preview(form.timing(null), PREVIEWED);
            var zone = ZoneId.of(preview.zone());
            model.addAttribute("words", preview.words());
            model.addAttribute("zone", preview.zone());
            model.addAttribute(
                    "runs",
                    preview.runs().stream()
                            .map(it -> SchedulePages.Run.of(it.due(), zone, now))
                            .toList());
        } catch (InvalidRequest e) {
            model.addAttribute("unclear", String.join(" ", byField(e).values()));
        }
    }

    private static Map<String, String> byField(InvalidRequest e) {
        return e.errors().stream()
                .collect(
                        Collectors.toMap(
                                it -> place(top(it)),
                                ScheduleFormPage::message,
                                (first, second) -> first + " " + second,
                                LinkedHashMap::new));
    }

    /// The field of which it is a part.
    private static String top(FieldError error) {
        return error.field().replaceFirst("[.\\[].*", "");
    }

    /// Errors without a place in this form are shown above it.
    private static String place(String field) {
        return switch (field) {
            case "name", "agent", "prompt", "zone", "jitter", "startAt", "endAt" -> field;
            case "cron", "every", "at" -> "when";
            case "disableAfterFailures" -> "failures";
            case "more" -> field;
            default -> MoreFields.NAMES.contains(field) ? "more" : "form";
        };
    }

    /// With the name of the field where that is not that of the input.
    private static String message(FieldError error) {
        var field =
                error.field().startsWith(MoreFields.PREFIX)
                        ? error.field().substring(MoreFields.PREFIX.length())
                        : error.field();
        var shared = place(top(error)).equals("more") || place(top(error)).equals("form");
        return shared && !field.equals("body") ? field + ": " + error.message() : error.message();
    }
}
