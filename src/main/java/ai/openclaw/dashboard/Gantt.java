package ai.openclaw.dashboard;

import ai.openclaw.task.Attempt;
import ai.openclaw.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The attempts drawn in time, each as one row of bars. All measures are percentages, so the page
/// needs no style of its own.
///
/// @param from the left edge's time of day
record Gantt(String from, List<Mark> marks, List<Row> rows) {

    private static final int PARTS = 4;
    private static final double THINNEST = 0.4;

    /// @param x in percent
    /// @param odd whether a narrow page leaves its text out
    record Mark(String x, String text, boolean odd) {}

    /// @param x and `width` in percent
    /// @param kind a class of the stylesheet
    record Bar(String x, String width, String kind) {}

    /// @param says text behind the last bar, at `end` percent
    /// @param runs since when, if it goes on
    record Row(
            String label,
            TaskState state,
            List<Bar> bars,
            @Nullable String says,
            String end,
            String took,
            @Nullable String runs) {}

    static Gantt of(List<Attempt> attempts, Instant now) {
        var start = attempts.isEmpty() ? now : attempts.getFirst().queuedAt();
        var last = start.plusMillis(200);
        for (var attempt : attempts) {
            var end = end(attempt, now);
            last = end.isAfter(last) ? end : last;
        }
        var scale = new Scale(start, Duration.between(start, last).toNanos() * 1.15);
        return new Gantt(
                Shown.clock(start).substring(0, 8),
                marks(scale),
                attempts.stream().map(it -> row(it, scale, now)).toList());
    }

    private record Scale(Instant start, double nanos) {

        double at(Instant time) {
            return Math.clamp(100 * Duration.between(start, time).toNanos() / nanos, 0, 100);
        }

        Bar bar(Instant from, Instant to, String kind) {
            double x = at(from);
            return new Bar(percent(x), percent(Math.max(THINNEST, at(to) - x)), kind);
        }
    }

    private static List<Mark> marks(Scale scale) {
        var marks = new ArrayList<Mark>();
        for (int i = 0; i <= PARTS; i++) {
            var time = Duration.ofNanos((long) (scale.nanos() * i / PARTS));
            marks.add(
                    new Mark(
                            percent(100.0 * i / PARTS),
                            i == 0 ? "0" : i == PARTS ? "" : Shown.duration(time),
                            i % 2 == 1));
        }
        return marks;
    }

    private static Row row(Attempt attempt, Scale scale, Instant now) {
        var bars = new ArrayList<Bar>();
        var started = attempt.startedAt();
        var finished = attempt.finishedAt();
        var destroyed = attempt.destroyedAt();
        bars.add(
                scale.bar(
                        attempt.queuedAt(),
                        Objects.requireNonNullElse(
                                started, Objects.requireNonNullElse(finished, now)),
                        "g-wait"));
        if (started != null) {
            bars.add(
                    scale.bar(
                            started,
                            Objects.requireNonNullElse(finished, now),
                            kind(attempt.state())));
        }
        if (finished != null && destroyed != null && destroyed.isAfter(finished)) {
            bars.add(scale.bar(finished, destroyed, "g-box"));
        }
        if (finished != null && attempt.state() == TaskState.FAILED) {
            bars.add(scale.bar(finished, finished, "g-end"));
        }
        var reason = attempt.reason();
        return new Row(
                "Attempt " + attempt.number(),
                attempt.state(),
                List.copyOf(bars),
                reason == null ? null : reason.name(),
                percent(scale.at(end(attempt, now))),
                started == null
                        ? "–"
                        : Shown.duration(
                                Duration.between(
                                        started, Objects.requireNonNullElse(finished, now))),
                started != null && finished == null ? started.toString() : null);
    }

    private static String kind(TaskState state) {
        return switch (state) {
            case QUEUED, CANCELLED -> "g-box";
            case RUNNING -> "g-run";
            case SUCCEEDED -> "g-well";
            case FAILED -> "g-ill";
        };
    }

    private static Instant end(Attempt attempt, Instant now) {
        var finished = Objects.requireNonNullElse(attempt.finishedAt(), now);
        var destroyed = attempt.destroyedAt();
        return destroyed != null && destroyed.isAfter(finished) ? destroyed : finished;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
