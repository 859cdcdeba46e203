package ai.openclaw.dashboard;

import java.util.Locale;

/// Percentages as the pages' drawings have them.
final class Percent {

    private Percent() {}

    /// `18.2%`, between 0 and 100.
    static String of(double percent) {
        return String.format(Locale.ROOT, "%.1f%%", Math.clamp(percent, 0, 100));
    }

    /// The part that has been spent of a limit.
    static String of(double spent, double limit) {
        return of(limit <= 0 ? 100 : 100 * spent / limit);
    }
}
