package ai.openclaw.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to become of everything that is due by now, before anybody looks whether a task is in
/// its way. Pure.
///
/// @param fires in their order
/// @param runs those that do not fire, as runs of moments with the same fate
/// @param next the first moment that this plan says nothing of; null if there is none any more. It
///   may be due as well: a long absence is worked off in pieces
record Plan(List<Fire> fires, List<Run> runs, @Nullable Instant next) {

    /// How many moments a plan looks at.
    static final int MOST = 10_000;

    /// @param late whether it is made up for
    record Fire(Instant due, boolean late) {}

    record Run(SlotState state, Instant first, Instant last, int count, String why) {}

    /// @param from the first moment of which nothing is known yet
    /// @param pausedWhy null unless the schedule is paused
    /// @param grace what is fired later than this was missed
    static Plan of(
            Calendar calendar,
            Policy policy,
            Instant from,
            @Nullable String pausedWhy,
            Instant now,
            Duration grace) {
        var due = new ArrayList<Instant>();
        Instant next = from;
        while (next != null && due.size() < MOST && !calendar.firedAt(next).isAfter(now)) {
            due.add(next);
            next = calendar.next(next);
        }
        boolean more = next != null && !calendar.firedAt(next).isAfter(now);
        if (pausedWhy != null) {
            return new Plan(List.of(), runs(SlotState.PAUSED, due, pausedWhy), next);
        }
        if (more) {
            // What of these is made up for, only the last piece knows.
            int open = Math.min(due.size() - 1, mostLate(policy));
            var decided = due.subList(0, due.size() - open);
            return new Plan(
                    List.of(),
                    runs(SlotState.MISSED, decided, why(policy)),
                    open == 0 ? next : due.get(decided.size()));
        }
        int late = 0;
        while (late < due.size() && calendar.firedAt(due.get(late)).isBefore(now.minus(grace))) {
            late++;
        }
        return missed(calendar, policy, due, late, now, next);
    }

    private static Plan missed(
            Calendar calendar,
            Policy policy,
            List<Instant> due,
            int late,
            Instant now,
            @Nullable Instant next) {
        boolean relieved = policy.missed() == OnMissed.ONCE && late < due.size();
        int first = relieved ? late : Math.max(0, late - mostLate(policy));
        int beforeDeadline = first;
        while (first < late && tooOld(calendar, policy, due.get(first), now)) {
            first++;
        }
        var runs = new ArrayList<Run>();
        runs.addAll(runs(SlotState.MISSED, due.subList(0, beforeDeadline), why(policy)));
        runs.addAll(
                runs(
                        SlotState.MISSED,
                        due.subList(beforeDeadline, first),
                        "No gateway fired it in time, and its missedDeadline is over."));
        var fires = new ArrayList<Fire>();
        for (int i = first; i < due.size(); i++) {
            fires.add(new Fire(due.get(i), i < late));
        }
        return new Plan(fires, runs, next);
    }

    private static boolean tooOld(Calendar calendar, Policy policy, Instant due, Instant now) {
        var deadline = policy.missedDeadline();
        return deadline != null && calendar.firedAt(due).isBefore(now.minus(deadline));
    }

    private static int mostLate(Policy policy) {
        return switch (policy.missed()) {
            case SKIP -> 0;
            case ONCE -> 1;
            case ALL -> policy.limit();
        };
    }

    private static String why(Policy policy) {
        return "No gateway fired it in time; "
                + switch (policy.missed()) {
                    case SKIP -> "onMissed is skip.";
                    case ONCE -> "onMissed is once, and a later one runs.";
                    case ALL -> "onMissed is all, and missedLimit later ones run.";
                };
    }

    private static List<Run> runs(SlotState state, List<Instant> moments, String why) {
        return moments.isEmpty()
                ? List.of()
                : List.of(
                        new Run(state, moments.getFirst(), moments.getLast(), moments.size(), why));
    }
}
