package ai.openclaw.dashboard;

import ai.openclaw.budget.ModelUsage.Sum;
import ai.openclaw.dashboard.SumRow.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// A bar for each day, those without a call among them.
///
/// @param width of the drawing, in its own units; its height is 96
/// @param edge the value of its upper edge
/// @param says the same in words
record UsageChart(int width, List<Bar> bars, String first, String last, String edge, String says) {

    private static final int HEIGHT = 96;
    private static final int STEP = 10;

    /// @param says for whoever points at it
    record Bar(String x, String y, String height, String says) {}

    /// @param days by day; the key of each is its date
    static UsageChart of(List<Sum> days, Measure measure, LocalDate from, LocalDate to) {
        var byDay =
                days.stream()
                        .filter(it -> it.key() != null)
                        .collect(
                                Collectors.toMap(it -> Objects.requireNonNull(it.key()), it -> it));
        double most = days.stream().mapToDouble(measure::of).max().orElse(0);
        var bars = new ArrayList<Bar>();
        int x = 0;
        for (var day = from; !day.isAfter(to); day = day.plusDays(1), x += STEP) {
            var sum = byDay.get(day.toString());
            if (sum != null && measure.of(sum) > 0) {
                double height = Math.max(1, HEIGHT * measure.of(sum) / most);
                bars.add(
                        new Bar(
                                Integer.toString(x + 1),
                                units(HEIGHT - height),
                                units(height),
                                day + ": " + measure.shown(sum)));
            }
        }
        return new UsageChart(
                x,
                bars,
                from.toString(),
                to.toString(),
                measure.edge(most),
                "What each day from %s to %s used. The most on one day: %s."
                        .formatted(from, to, measure.edge(most)));
    }

    private static String units(double units) {
        return String.format(Locale.ROOT, "%.1f", units);
    }
}
