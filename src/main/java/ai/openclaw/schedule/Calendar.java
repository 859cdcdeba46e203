package ai.openclaw.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The due moments of one schedule: its rhythm between its start and its end, and how much later
/// each is fired.
///
/// @param name of the schedule, so that those of the same rhythm have different jitter
record Calendar(
        String name,
        Rhythm rhythm,
        ZoneId zone,
        @Nullable Duration jitter,
        @Nullable Instant startAt,
        @Nullable Instant endAt) {

    /// Of a timing that was checked.
    ///
    /// @param madeAt from where `every` counts if there is no start
    static Calendar of(String name, Timing timing, Instant madeAt) {
        var zone = ZoneId.of(timing.zone() == null ? "UTC" : timing.zone());
        return new Calendar(
                name,
                rhythm(timing, zone, madeAt),
                zone,
                timing.jitter(),
                timing.startAt(),
                timing.endAt());
    }

    private static Rhythm rhythm(Timing timing, ZoneId zone, Instant madeAt) {
        if (timing.at() != null) {
            return new Rhythm.Once(timing.at());
        }
        if (timing.every() != null) {
            var from = timing.startAt() == null ? madeAt : timing.startAt();
            return new Rhythm.Every(timing.every(), from.truncatedTo(ChronoUnit.SECONDS));
        }
        try {
            return new CronRhythm(Cron.parse(String.valueOf(timing.cron())), zone);
        } catch (Cron.Fault e) {
            throw new IllegalStateException("a cron that was checked " + e.getMessage(), e);
        }
    }

    /// The first due moment later than this one, or null.
    @Nullable Instant next(Instant after) {
        boolean early = startAt != null && after.isBefore(startAt);
        var next = rhythm.next(early && startAt != null ? startAt.minusNanos(1) : after);
        return next == null || (endAt != null && !next.isBefore(endAt)) ? null : next;
    }

    /// The next so many.
    List<Instant> next(Instant after, int count) {
        var moments = new ArrayList<Instant>();
        var next = next(after);
        while (next != null && moments.size() < count) {
            moments.add(next);
            next = next(next);
        }
        return moments;
    }

    /// When what is due then is fired. Always the same for the same moment, so that it does not
    /// matter which gateway asks, and how often.
    Instant firedAt(Instant due) {
        if (jitter == null || jitter.isZero()) {
            return due;
        }
        long bits = mix(due.getEpochSecond() * 31 + name.hashCode());
        return due.plusMillis(Long.remainderUnsigned(bits, jitter.toMillis() + 1));
    }

    /// The finalizer of splitmix64: neighbours become strangers.
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
