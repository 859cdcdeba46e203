package ai.openclaw.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An endless row of due moments. Pure: the same question has the same answer for ever, as long as
/// the rules of the time zone stay.
sealed interface Rhythm permits CronRhythm, Rhythm.Every, Rhythm.Once {

    /// The first due moment later than this one.
    ///
    /// @return null if there is none any more
    @Nullable Instant next(Instant after);

    /// In words, such as `every 15 minutes`.
    String words();

    /// By elapsed time, whatever clocks on walls do.
    record Every(Duration every, Instant from) implements Rhythm {

        @Override
        public Instant next(Instant after) {
            if (after.isBefore(from)) {
                return from;
            }
            long passed = Duration.between(from, after).dividedBy(every);
            return from.plus(every.multipliedBy(passed + 1));
        }

        @Override
        public String words() {
            return "every " + Words.interval(every);
        }
    }

    record Once(Instant at) implements Rhythm {

        @Override
        public @Nullable Instant next(Instant after) {
            return after.isBefore(at) ? at : null;
        }

        @Override
        public String words() {
            return "once, at " + at;
        }
    }
}
