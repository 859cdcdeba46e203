package ai.openclaw.dashboard;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.schedule.OnMissed;
import ai.openclaw.schedule.OnOverlap;
import ai.openclaw.schedule.Policy;
import ai.openclaw.schedule.Schedule;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.Timing;
import ai.openclaw.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the form of a schedule holds, as typed. What it does not show stays as it is.
///
/// @param kind `cron`, `every` or `at`
/// @param when of that kind
/// @param failures after so many in a row it pauses itself
/// @param version the one that was shown, 0 for a new schedule
record ScheduleForm(
        @Nullable String name,
        @Nullable String agent,
        @Nullable String prompt,
        @Nullable String kind,
        @Nullable String when,
        @Nullable String zone,
        @Nullable String onMissed,
        @Nullable String onOverlap,
        @Nullable String failures,
        @Nullable Integer version) {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})\\s*([smhd])");

    static ScheduleForm empty(@Nullable String agent) {
        return new ScheduleForm(
                null, agent, null, "cron", "0 9 * * MON-FRI", "UTC", "once", "skip", null, 0);
    }

    static ScheduleForm of(Schedule schedule) {
        var spec = schedule.spec();
        var timing = spec.timing();
        var kind = timing.cron() != null ? "cron" : timing.every() != null ? "every" : "at";
        var when =
                timing.cron() != null
                        ? timing.cron()
                        : String.valueOf(timing.every() != null ? timing.every() : timing.at());
        var failures = spec.policy().disableAfterFailures();
        return new ScheduleForm(
                schedule.name(),
                spec.task().agent(),
                spec.task().prompt(),
                kind,
                when,
                schedule.zone().getId(),
                spec.policy().missed().toString(),
                spec.policy().overlap().toString(),
                failures == null ? null : failures.toString(),
                schedule.version());
    }

    /// @param before what is changed; null for a new one
    /// @throws InvalidRequest if something typed cannot be read
    ScheduleSpec spec(@Nullable ScheduleSpec before) {
        var task = before == null ? null : before.task();
        var policy = before == null ? null : before.policy();
        return new ScheduleSpec(
                before == null ? null : before.description(),
                timing(before == null ? null : before.timing()),
                new Policy(
                        OnMissed.valueOf(choice(onMissed, "once")),
                        policy == null ? null : policy.missedLimit(),
                        policy == null ? null : policy.missedDeadline(),
                        OnOverlap.valueOf(choice(onOverlap, "skip")),
                        most()),
                task == null ? request(null, null) : request(task, task.command()));
    }

    private static String choice(@Nullable String typed, String usual) {
        if (typed == null || !typed.matches("skip|once|all|queue|replace")) {
            return usual.toUpperCase(Locale.ROOT);
        }
        return typed.toUpperCase(Locale.ROOT);
    }

    /// A command goes on without a prompt, if it had none.
    private TaskRequest request(@Nullable TaskRequest task, @Nullable List<String> command) {
        var said = prompt == null ? "" : prompt.replace("\r\n", "\n");
        return new TaskRequest(
                agent,
                said.isBlank() && command != null ? null : said,
                command,
                task == null ? null : task.files(),
                task == null ? null : task.env(),
                task == null ? null : task.labels(),
                task == null ? null : task.priority(),
                null,
                task == null ? null : task.queueTtl(),
                task == null ? null : task.timeout(),
                task == null ? null : task.retry(),
                task == null ? null : task.limits(),
                task == null ? null : task.budget(),
                task == null ? null : task.concurrencyKey(),
                task == null ? null : task.callbackUrl());
    }

    Timing timing(@Nullable Timing before) {
        var typed = when == null ? "" : when.strip();
        return new Timing(
                kind == null || kind.equals("cron") ? typed : null,
                zone == null || zone.isBlank() ? null : zone.strip(),
                "every".equals(kind) ? every(typed) : null,
                "at".equals(kind) ? at(typed) : null,
                before == null ? null : before.jitter(),
                before == null ? null : before.startAt(),
                before == null ? null : before.endAt());
    }

    private static Duration every(String typed) {
        var match = SHORT.matcher(typed);
        try {
            if (match.matches()) {
                var unit = match.group(2).toUpperCase(Locale.ROOT);
                return Duration.parse((unit.equals("D") ? "P" : "PT") + match.group(1) + unit);
            }
            return Duration.parse(typed);
        } catch (DateTimeParseException e) {
            throw InvalidRequest.of("every", "A duration is expected, such as 15m, 2h or PT90S.");
        }
    }

    private static Instant at(String typed) {
        try {
            return Instant.parse(typed);
        } catch (DateTimeParseException e) {
            throw InvalidRequest.of("at", "A time is expected, such as 2030-01-31T09:00:00Z.");
        }
    }

    private @Nullable Integer most() {
        if (failures == null || failures.isBlank()) {
            return null;
        }
        if (!failures.strip().matches("\\d{1,6}")) {
            throw InvalidRequest.of("disableAfterFailures", "A whole number is expected.");
        }
        return Integer.valueOf(failures.strip());
    }
}
