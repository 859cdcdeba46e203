package ai.openclaw.schedule;

import ai.openclaw.base.Findings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a schedule's timing must be like.
final class TimingRules {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration MOST_JITTER = Duration.ofDays(1);
    // What Postgres and the arithmetic of Instant both hold, with room on either side.
    private static final Instant LAST = Instant.parse("9000-01-01T00:00:00Z");

    private TimingRules() {}

    static void check(Timing timing, Findings findings) {
        long given =
                Stream.of(timing.cron(), timing.every(), timing.at())
                        .filter(it -> it != null)
                        .count();
        if (given != 1) {
            findings.at("cron").add("give exactly one of cron, every and at, not " + given + ".");
        }
        zone(timing.zone(), findings.at("zone"));
        cron(timing.cron(), findings.at("cron"));
        every(timing.every(), findings.at("every"));
        moment(timing.at(), findings.at("at"));
        moment(timing.startAt(), findings.at("startAt"));
        moment(timing.endAt(), findings.at("endAt"));
        if (timing.startAt() != null
                && timing.endAt() != null
                && !timing.startAt().isBefore(timing.endAt())) {
            findings.at("endAt").add("must be later than startAt.");
        }
        var jitter = timing.jitter();
        if (jitter != null && (jitter.isNegative() || jitter.compareTo(MOST_JITTER) > 0)) {
            findings.at("jitter").add("must be between PT0S and PT24H, such as PT5M.");
        }
    }

    private static void cron(@Nullable String cron, Findings findings) {
        try {
            if (cron != null) {
                var _ = Cron.parse(cron);
            }
        } catch (Cron.Fault e) {
            findings.add(String.valueOf(e.getMessage()));
        }
    }

    private static void zone(@Nullable String zone, Findings findings) {
        try {
            if (zone != null) {
                var _ = ZoneId.of(zone);
            }
        } catch (DateTimeException e) {
            findings.add(
                    "is no time zone that is known here; take a name such as Europe/Berlin, or"
                            + " UTC.");
        }
    }

    private static void every(@Nullable Duration every, Findings findings) {
        if (every != null
                && (every.compareTo(Duration.ofSeconds(1)) < 0
                        || every.compareTo(LONGEST) > 0
                        || every.toNanosPart() != 0)) {
            findings.add("must be whole seconds, between PT1S and P366D, such as PT15M.");
        }
    }

    private static void moment(@Nullable Instant moment, Findings findings) {
        if (moment != null && (moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST))) {
            findings.add("must be a time from 1970 on, such as 2030-01-31T12:00:00Z.");
        }
    }
}
