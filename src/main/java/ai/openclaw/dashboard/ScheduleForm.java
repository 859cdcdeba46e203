package ai.openclaw.dashboard;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.schedule.OnMissed;
import ai.openclaw.schedule.OnOverlap;
import ai.openclaw.schedule.Policy;
import ai.openclaw.schedule.Schedule;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the form of a schedule holds, as typed. What is absent, and not merely empty, stays as it
/// is.
///
/// @param kind `cron`, `every` or `at`
/// @param when of that kind
/// @param failures after so many in a row it pauses itself
/// @param more a JSON object of [MoreFields]; absent where it is too long for a form
/// @param version the one that was shown, 0 for a new schedule
record ScheduleForm(
        @Nullable String name,
        @Nullable String agent,
        @Nullable String prompt,
        @Nullable String kind,
        @Nullable String when,
        @Nullable String zone,
        @Nullable String jitter,
        @Nullable String startAt,
        @Nullable String endAt,
        @Nullable String onMissed,
        @Nullable String onOverlap,
        @Nullable String failures,
        @Nullable String more,
        @Nullable Integer version) {

    private static final String USUAL_AGENT = "default";
    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})\\s*([smhd])");

    static ScheduleForm empty(@Nullable String agent) {
        return new ScheduleForm(
                null,
                agent,
                null,
                "cron",
                "0 9 * * MON-FRI",
                "UTC",
                "",
                "",
                "",
                "once",
                "skip",
                null,
                "",
                0);
    }

    static ScheduleForm of(Schedule schedule) {
        var spec = schedule.spec();
        var timing = spec.timing();
        var kind = timing.cron() != null ? "cron" : timing.every() != null ? "every" : "at";
        var when =
                timing.cron() != null
                        ? timing.cron()
                        : String.valueOf(timing.every() != null ? timing.every() : timing.at());
        return new ScheduleForm(
                schedule.name(),
                Objects.requireNonNullElse(spec.task().agent(), USUAL_AGENT),
                spec.task().prompt(),
                kind,
                when,
                timing.zone(),
                shown(timing.jitter()),
                shown(timing.startAt()),
                shown(timing.endAt()),
                spec.policy().missed().toString(),
                spec.policy().overlap().toString(),
                shown(spec.policy().disableAfterFailures()),
                MoreFields.of(spec).json(),
                schedule.version());
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /// @param before what is changed; null for a new one
    /// @throws InvalidRequest if something typed cannot be read
    ScheduleSpec spec(@Nullable ScheduleSpec before) {
        var fields = fields(before);
        return new ScheduleSpec(
                fields.description(),
                timing(before == null ? null : before.timing()),
                policy(fields, before == null ? null : before.policy()),
                fields.task(agent(before), prompt(fields)));
    }

    private MoreFields fields(@Nullable ScheduleSpec before) {
        if (more != null) {
            return MoreFields.parse(more);
        }
        return before == null ? MoreFields.NONE : MoreFields.of(before);
    }

    /// What was left to the default and still is stays so: what nobody changed makes no version.
    private @Nullable String agent(@Nullable ScheduleSpec before) {
        boolean left = before != null && before.task().agent() == null;
        return left && USUAL_AGENT.equals(agent) ? null : agent;
    }

    /// A command goes without a prompt.
    private @Nullable String prompt(MoreFields fields) {
        var said = prompt == null ? "" : prompt.replace("\r\n", "\n");
        return said.isBlank() && fields.command() != null ? null : said;
    }

    private Policy policy(MoreFields fields, @Nullable Policy before) {
        var missed = OnMissed.valueOf(choice(onMissed, "once"));
        var overlap = OnOverlap.valueOf(choice(onOverlap, "skip"));
        return new Policy(
                before != null && before.onMissed() == null && missed == before.missed()
                        ? null
                        : missed,
                fields.missedLimit(),
                fields.missedDeadline(),
                before != null && before.onOverlap() == null && overlap == before.overlap()
                        ? null
                        : overlap,
                most());
    }

    private static String choice(@Nullable String typed, String usual) {
        if (typed == null || !typed.matches("skip|once|all|queue|replace")) {
            return usual.toUpperCase(Locale.ROOT);
        }
        return typed.toUpperCase(Locale.ROOT);
    }

    /// @param before what is changed; null for a new one
    /// @throws InvalidRequest if something typed cannot be read
    Timing timing(@Nullable Timing before) {
        var typed = when == null ? "" : when.strip();
        return new Timing(
                kind == null || kind.equals("cron") ? typed : null,
                zone == null || zone.isBlank() ? null : zone.strip(),
                "every".equals(kind) ? duration("every", typed) : null,
                "at".equals(kind) ? moment("at", typed) : null,
                read("jitter", jitter, before, Timing::jitter, ScheduleForm::duration),
                read("startAt", startAt, before, Timing::startAt, ScheduleForm::moment),
                read("endAt", endAt, before, Timing::endAt, ScheduleForm::moment));
    }

    private static <T> @Nullable T read(
            String field,
            @Nullable String typed,
            @Nullable Timing before,
            Function<Timing, @Nullable T> kept,
            BiFunction<String, String, T> parsed) {
        if (typed == null) {
            return before == null ? null : kept.apply(before);
        }
        return typed.isBlank() ? null : parsed.apply(field, typed.strip());
    }

    private static Instant moment(String field, String typed) {
        try {
            return Instant.parse(typed);
        } catch (DateTimeParseException e) {
            throw InvalidRequest.of(field, "A time is expected, such as 2030-01-31T09:00:00Z.");
        }
    }

    private static Duration duration(String field, String typed) {
        var match = SHORT.matcher(typed);
        try {
            if (match.matches()) {
                var unit = match.group(2).toUpperCase(Locale.ROOT);
                return Duration.parse((unit.equals("D") ? "P" : "PT") + match.group(1) + unit);
            }
            return Duration.parse(typed);
        } catch (DateTimeParseException e) {
            throw InvalidRequest.of(field, "A duration is expected, such as 15m, 2h or PT90S.");
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
