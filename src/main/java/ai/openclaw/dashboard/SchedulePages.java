package ai.openclaw.dashboard;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.PageRequest;
import ai.openclaw.schedule.Schedule;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.Schedules;
import ai.openclaw.schedule.Slot;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// The schedules, and one of them with its ledger and its calendar.
@Controller
class SchedulePages {

    private static final int STRIP = 20;
    private static final int NEXT = 10;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss", Locale.ENGLISH);

    private final Schedules schedules;
    private final Clock clock;

    SchedulePages(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    /// A moment to come.
    record Run(String iso, String local, String in) {

        static Run of(Instant due, ZoneId zone, Instant now) {
            return new Run(
                    due.toString(),
                    LOCAL.format(due.atZone(zone)),
                    ScheduleRow.next(due, now).said());
        }
    }

    /// A row of the ledger.
    record SlotRow(
            Moment due,
            @Nullable Moment until,
            String state,
            String word,
            @Nullable String why,
            @Nullable String task) {

        static SlotRow of(Slot slot, Instant now) {
            return new SlotRow(
                    Moment.of(slot.due(), now),
                    slot.count() == 1 ? null : Moment.of(slot.lastDue(), now),
                    ScheduleRow.sign(slot),
                    ScheduleRow.word(slot),
                    slot.why(),
                    slot.task() == null ? null : slot.task().toString());
        }
    }

    @GetMapping("/schedules")
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        var now = clock.instant();
        var page = schedules.list(PageRequest.of(null, cursor, 1));
        var names = page.items().stream().map(Schedule::name).toList();
        var newest = schedules.newestSlots(names, STRIP);
        model.addAttribute(
                "schedules",
                page.items().stream()
                        .map(it ->
                                ScheduleRow.of(it, newest.getOrDefault(it.name(), List.of()), now))
                        .toList());
        model.addAttribute("next", page.next());
        return "schedules";
    }

    @GetMapping("/schedules/{name}")
    String show(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var now = clock.instant();
        var schedule = schedules.get(name);
        var zone = schedule.zone();
        var coming = schedules.upcoming(schedule, Day.MOST);
        var page = schedules.slots(name, PageRequest.of("25", cursor, 1));
        var past = schedules.tally(name, now.minus(Duration.ofDays(Day.BEFORE + 1)), now);
        model.addAttribute("schedule", ScheduleRow.of(schedule, page.items(), now));
        model.addAttribute("code", code(schedule.spec()));
        model.addAttribute("version", schedule.version());
        model.addAttribute("description", schedule.spec().description());
        model.addAttribute("paused", schedule.paused());
        model.addAttribute("pausedBy", schedule.pausedBy());
        model.addAttribute("pausedWhy", schedule.pausedWhy());
        model.addAttribute(
                "pausedAt",
                schedule.pausedAt() == null ? null : Moment.of(schedule.pausedAt(), now));
        model.addAttribute("slots", page.items().stream().map(it -> SlotRow.of(it, now)).toList());
        model.addAttribute("next", page.next());
        model.addAttribute("zone", zone.getId());
        model.addAttribute(
                "runs",
                (schedule.paused() ? List.<Instant>of() : coming)
                        .stream().limit(NEXT).map(it -> Run.of(it, zone, now)).toList());
        model.addAttribute("days", Day.of(schedule, past, coming, now));
        model.addAttribute("facts", facts(schedule));
        model.addAttribute("prompt", prompt(schedule.spec()));
        return "schedule";
    }

    @PostMapping("/schedules/{name}/pause")
    RedirectView pause(@PathVariable String name, Principal who) {
        return to(schedules.pause(name, who.getName()).name());
    }

    @PostMapping("/schedules/{name}/resume")
    RedirectView resume(@PathVariable String name, Principal who) {
        return to(schedules.resume(name, who.getName()).name());
    }

    /// @throws InvalidRequest if its task is not accepted any more
    @PostMapping("/schedules/{name}/run")
    RedirectView run(@PathVariable String name, Principal who) {
        return TaskActions.to(schedules.run(name, who.getName()));
    }

    @PostMapping("/schedules/{name}/delete")
    RedirectView delete(@PathVariable String name, Principal who) {
        schedules.delete(name, who.getName());
        return SeeOther.at("/schedules");
    }

    static RedirectView to(String name) {
        return SeeOther.at("/schedules/" + name);
    }

    /// As it was written.
    private static String code(ScheduleSpec spec) {
        var timing = spec.timing();
        if (timing.cron() != null) {
            return timing.cron();
        }
        return timing.every() != null ? "every " + timing.every() : "at " + timing.at();
    }

    private static @Nullable String prompt(ScheduleSpec spec) {
        var command = spec.task().command();
        return spec.task().prompt() != null || command == null
                ? spec.task().prompt()
                : String.join(" ", command);
    }

    private static List<Fact> facts(Schedule schedule) {
        var policy = schedule.spec().policy();
        var task = schedule.spec().task();
        var failures = policy.disableAfterFailures();
        return List.of(
                Fact.plain("Missed", policy.missed().toString()),
                Fact.plain("Overlap", policy.overlap().toString()),
                Fact.plain("Jitter", Shown.orDash(schedule.spec().timing().jitter())),
                Fact.plain(
                        "Pauses itself",
                        failures == null
                                ? "never"
                                : "after %d failures in a row (now %d)"
                                        .formatted(failures, schedule.failures())),
                Fact.plain("Agent", task.agent() == null ? "default" : task.agent()),
                Fact.plain(
                        "Time limit",
                        task.timeout() == null ? "the agent’s" : Shown.duration(task.timeout())));
    }
}
