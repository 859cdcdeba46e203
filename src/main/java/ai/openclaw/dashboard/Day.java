package ai.openclaw.dashboard;

import ai.openclaw.schedule.Schedule;
import ai.openclaw.schedule.SlotTally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A day of a schedule's calendar, by the clock of its zone.
///
/// @param state by which it is coloured: the worst of its slots, or null if there is none
/// @param said such as `46 succeeded, 2 failed`, or `48 to come`
/// @param count how many, such as `48`, or `…` for more than are counted
record Day(
        String date,
        String name,
        boolean today,
        @Nullable String state,
        String said,
        String count) {

    static final int BEFORE = 14;
    static final int AFTER = 6;
    static final int MOST = 2_000;

    /// From bad to good.
    private static final List<String> WORST =
            List.of("FAILED", "warn", "RUNNING", "CANCELLED", "SUCCEEDED", "QUEUED");

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    /// From fourteen days ago to six days ahead.
    ///
    /// @param slots of that time
    /// @param coming the next moments, [#MOST] at most
    static List<Day> of(
            Schedule schedule, List<SlotTally> slots, List<Instant> coming, Instant now) {
        var zone = schedule.zone();
        var today = now.atZone(zone).toLocalDate();
        var counts = new LinkedHashMap<LocalDate, Map<String, Integer>>();
        for (int i = -BEFORE; i <= AFTER; i++) {
            counts.put(today.plusDays(i), new LinkedHashMap<>());
        }
        slots.forEach(it -> add(counts, it, zone));
        if (!schedule.paused()) {
            coming.forEach(it -> add(counts, it, zone, "to come|", 1));
        }
        var counted = coming.size() < MOST ? null : coming.getLast().atZone(zone).toLocalDate();
        var days = new ArrayList<Day>();
        counts.forEach((date, kinds) ->
                days.add(
                        day(
                                date,
                                date.equals(today),
                                kinds,
                                counted != null && !date.isBefore(counted))));
        return days;
    }

    /// Of a row that stands for several days nobody knows how many are of which.
    private static void add(
            Map<LocalDate, Map<String, Integer>> counts, SlotTally slots, ZoneId zone) {
        var kind =
                ScheduleRow.word(slots.state(), slots.outcome()).toLowerCase(Locale.ROOT)
                        + "|"
                        + ScheduleRow.sign(slots.state(), slots.outcome());
        var last = slots.lastDue().atZone(zone).toLocalDate();
        if (slots.due().atZone(zone).toLocalDate().equals(last)) {
            add(counts, slots.due(), zone, kind, slots.count());
            return;
        }
        for (var date : counts.keySet()) {
            var end = date.plusDays(1).atStartOfDay(zone).toInstant();
            if (slots.due().isBefore(end) && !date.isAfter(last)) {
                add(counts, end.minusNanos(1), zone, "some " + kind, 0);
            }
        }
    }

    private static void add(
            Map<LocalDate, Map<String, Integer>> counts,
            Instant at,
            ZoneId zone,
            String kind,
            int count) {
        var day = counts.get(at.atZone(zone).toLocalDate());
        if (day != null) {
            day.merge(kind, count, Integer::sum);
        }
    }

    private static Day day(
            LocalDate date, boolean today, Map<String, Integer> kinds, boolean more) {
        var said = new ArrayList<String>();
        var states = new ArrayList<String>();
        int count = 0;
        for (var kind : kinds.entrySet()) {
            var part = kind.getKey().split("\\|", -1);
            said.add(kind.getValue() == 0 ? part[0] : kind.getValue() + " " + part[0]);
            states.add(part[1]);
            count += kind.getValue();
        }
        var worst = WORST.stream().filter(states::contains).findFirst().orElse(null);
        return new Day(
                date.toString(),
                NAME.format(date),
                today,
                worst,
                more
                        ? "more than can be counted"
                        : said.isEmpty() ? "nothing" : String.join(", ", said),
                more ? "…" : count == 0 ? "" : Integer.toString(count));
    }
}
