package ai.openclaw.schedule;

import java.time.Duration;
import java.util.List;

/// Turns of phrase.
final class Words {

    private Words() {}

    /// Such as `1 hour 30 minutes`.
    static String length(Duration duration) {
        var parts =
                List.of(
                        part(duration.toDaysPart(), "day"),
                        part(duration.toHoursPart(), "hour"),
                        part(duration.toMinutesPart(), "minute"),
                        part(duration.toSecondsPart(), "second"));
        var said = parts.stream().filter(it -> !it.isEmpty()).toList();
        return String.join(" ", said);
    }

    /// Such as `15 minutes`, or `minute` for a single one: what follows `every`.
    static String interval(Duration duration) {
        String length = length(duration);
        return length.matches("1 [a-z]+") ? length.substring(2) : length;
    }

    private static String part(long n, String unit) {
        return n == 0 ? "" : n + " " + unit + (n == 1 ? "" : "s");
    }

    /// Such as `a, b and c`.
    static String and(List<String> items) {
        int n = items.size();
        return n == 1
                ? items.getFirst()
                : String.join(", ", items.subList(0, n - 1)) + " and " + items.getLast();
    }

    /// Such as `2nd`.
    static String nth(int n) {
        String ending =
                n % 100 / 10 == 1
                        ? "th"
                        : switch (n % 10) {
                            case 1 -> "st";
                            case 2 -> "nd";
                            case 3 -> "rd";
                            default -> "th";
                        };
        return n + ending;
    }
}
