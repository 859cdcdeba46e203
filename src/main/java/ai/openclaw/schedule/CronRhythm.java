package ai.openclaw.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// A cron in a time zone. [Cron] knows calendars only; what happens when clocks are changed is
/// decided here, and docs/schedules.md says it in words:
///
/// - A cron that leaves the hour open (`*`) follows the clock on the wall: it is due whenever that
///   shows such a time, so an hour that comes twice counts twice and one that is left out does not
///   count.
/// - A cron that names hours is due once for each time that it names: the first time where it comes
///   twice, and at the moment after the gap where it does not come at all.
record CronRhythm(Cron cron, ZoneId zone) implements Rhythm {

    @Override
    public @Nullable Instant next(Instant after) {
        return cron.anyHour() ? shown(after) : named(after);
    }

    private @Nullable Instant named(Instant after) {
        ZoneRules rules = zone.getRules();
        // Named times become moments in their own order, so what is named no later than the clock
        // reads is due no later than now.
        LocalDateTime time = reading(after, rules);
        while (true) {
            time = cron.next(time);
            if (time == null) {
                return null;
            }
            Instant moment = moment(time, rules);
            if (moment.isAfter(after)) {
                return moment;
            }
        }
    }

    private static Instant moment(LocalDateTime time, ZoneRules rules) {
        var change = rules.getTransition(time);
        if (change == null) {
            return time.toInstant(rules.getOffset(time));
        }
        return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
    }

    private @Nullable Instant shown(Instant after) {
        ZoneRules rules = zone.getRules();
        LocalDateTime reading = reading(after, rules);
        var offset = rules.getOffset(after);
        var change = rules.nextTransition(after);
        while (true) {
            LocalDateTime time = cron.next(reading);
            if (time == null) {
                return null;
            }
            Instant moment = time.toInstant(offset);
            if (change == null || moment.isBefore(change.getInstant())) {
                return moment;
            }
            // From the change on, itself included, the clock reads differently.
            reading = change.getDateTimeAfter().minusNanos(1);
            offset = change.getOffsetAfter();
            change = rules.nextTransition(change.getInstant());
        }
    }

    private static LocalDateTime reading(Instant moment, ZoneRules rules) {
        return LocalDateTime.ofInstant(moment, rules.getOffset(moment));
    }

    @Override
    public String words() {
        return cron.words() + ", " + zone;
    }
}
