package ai.openclaw.dashboard;

import ai.openclaw.task.Task;
import ai.openclaw.task.TaskState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How values read on a page. The script keeps running times going in the same words.
final class Shown {

    private static final int LONGEST_TITLE = 160;

    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Shown() {}

    /// `Succeeded`.
    static String word(TaskState state) {
        return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /// The first line of what was asked for, or the command.
    static String title(Task task) {
        var prompt = task.prompt();
        var command = task.command();
        var text =
                prompt != null && !prompt.isBlank()
                        ? prompt.strip().lines().findFirst().orElse("")
                        : command == null ? "" : String.join(" ", command);
        var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        if (line.isEmpty()) {
            return "Task " + shortId(task.id().value().toString());
        }
        return cut(line, LONGEST_TITLE);
    }

    static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    /// The end of an id: its beginning is the time, and much alike among neighbours.
    static String shortId(String id) {
        return id.substring(id.length() - 8);
    }

    /// `3 ms`, `48 s`, `2 m 41 s`, `1 h 03 m`, `2 d 4 h`.
    static String duration(Duration time) {
        long s = Math.max(0, time.toSeconds());
        if (s == 0 && time.toMillis() > 0) {
            return time.toMillis() + " ms";
        }
        if (s < 10 && time.toMillisPart() > 0) {
            return "%.1f s".formatted(time.toMillis() / 1000.0);
        }
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return "%d m %02d s".formatted(s / 60, s % 60);
        }
        if (s < 86_400) {
            return "%d h %02d m".formatted(s / 3600, s % 3600 / 60);
        }
        return s / 86_400 + " d " + s % 86_400 / 3600 + " h";
    }

    /// `3 s ago`, `6 min ago`.
    static String ago(Instant then, Instant now) {
        long s = Math.max(0, Duration.between(then, now).toSeconds());
        if (s < 60) {
            return s + " s ago";
        }
        if (s < 3600) {
            return s / 60 + " min ago";
        }
        return s < 86_400 ? s / 3600 + " h ago" : s / 86_400 + " d ago";
    }

    /// `2026-11-22 14:23:27 UTC`.
    static String full(Instant time) {
        return FULL.format(time);
    }

    /// `14:23:27.102`, UTC.
    static String clock(Instant time) {
        return CLOCK.format(time);
    }

    /// `612 B`, `4.1 KiB`, `1 GiB`.
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < 3) {
            size /= 1024;
            unit++;
        }
        var number =
                size >= 100 || size == Math.rint(size)
                        ? "%.0f".formatted(size)
                        : "%.1f".formatted(size);
        return number + " " + "KMGT".charAt(unit) + "iB";
    }

    /// `$0.18`, `$0.0042`, `$1,240.00`: cents, and below a dollar what is seen of it.
    static String usd(BigDecimal usd) {
        if (usd.signum() == 0 || usd.compareTo(BigDecimal.ONE) >= 0) {
            return "$" + String.format(Locale.ROOT, "%,.2f", usd);
        }
        var rounded = usd.round(new MathContext(2, RoundingMode.HALF_UP));
        return "$"
                + rounded.setScale(Math.max(2, rounded.scale()), RoundingMode.HALF_UP)
                        .toPlainString();
    }

    /// `52,114`.
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// `940`, `52 k`, `1.2 M`, for a place where it has to be short.
    static String shortCount(long count) {
        if (count < 10_000) {
            return count(count);
        }
        if (count < 1_000_000) {
            return count / 1_000 + " k";
        }
        double millions = count / 1e6;
        return String.format(Locale.ROOT, millions < 100 ? "%,.1f M" : "%,.0f M", millions);
    }

    static String orDash(@Nullable Object value) {
        return value == null ? "–" : value.toString();
    }
}
