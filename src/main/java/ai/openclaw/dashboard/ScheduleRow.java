package ai.openclaw.dashboard;

import ai.openclaw.schedule.Schedule;
import ai.openclaw.schedule.Slot;
import ai.openclaw.schedule.SlotState;
import ai.openclaw.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A schedule in the list.
///
/// @param next when it is due next, such as `in 12 m 03 s`; null if never again
/// @param mark `paused`, `late` or `missed`, or null
/// @param strip its newest slots, the oldest of them first
record ScheduleRow(
        String name,
        String words,
        String agent,
        @Nullable Moment next,
        @Nullable String mark,
        @Nullable Moment last,
        List<Dot> strip) {

    /// What may be behind without being late.
    private static final Duration GRACE = Duration.ofMinutes(1);

    /// A slot as a dot.
    record Dot(String state, String title) {

        static Dot of(Slot slot) {
            return new Dot(sign(slot), Shown.full(slot.due()) + ": " + word(slot));
        }
    }

    static ScheduleRow of(Schedule schedule, List<Slot> newest, Instant now) {
        var agent = schedule.spec().task().agent();
        var next = schedule.nextDue();
        return new ScheduleRow(
                schedule.name(),
                schedule.words(),
                agent == null ? "default" : agent,
                next == null || schedule.paused() ? null : next(next, now),
                mark(schedule, newest, now),
                newest.stream()
                        .filter(it -> it.state() == SlotState.FIRED)
                        .findFirst()
                        .map(it -> Moment.of(it.due(), now))
                        .orElse(null),
                newest.reversed().stream().map(Dot::of).toList());
    }

    static Moment next(Instant due, Instant now) {
        var said =
                due.isAfter(now)
                        ? "in "
                                + Shown.duration(
                                        Duration.ofSeconds(Duration.between(now, due).toSeconds()))
                        : "now";
        return new Moment(due.toString(), Shown.full(due), said);
    }

    private static @Nullable String mark(Schedule schedule, List<Slot> newest, Instant now) {
        if (schedule.paused()) {
            return "paused";
        }
        var next = schedule.nextFire();
        if (next != null && next.plus(GRACE).isBefore(now)) {
            return "late";
        }
        return !newest.isEmpty() && newest.getFirst().state() == SlotState.MISSED ? "missed" : null;
    }

    /// The state by which it is coloured.
    static String sign(Slot slot) {
        return sign(slot.state(), slot.outcome());
    }

    static String sign(SlotState state, @Nullable TaskState outcome) {
        return switch (state) {
            case FIRED -> outcome == null ? "RUNNING" : outcome.name();
            case MISSED -> "warn";
            case OVERLAPPED, PAUSED -> "QUEUED";
        };
    }

    /// `Succeeded`, `Under way`, `Missed × 12`.
    static String word(Slot slot) {
        var word = word(slot.state(), slot.outcome());
        return slot.count() == 1 ? word : word + " × " + slot.count();
    }

    static String word(SlotState state, @Nullable TaskState outcome) {
        return switch (state) {
            case FIRED -> outcome(outcome);
            case MISSED -> "Missed";
            case OVERLAPPED -> "Overlapped";
            case PAUSED -> "Paused";
        };
    }

    private static String outcome(@Nullable TaskState outcome) {
        return outcome == null ? "Under way" : Shown.word(outcome);
    }
}
