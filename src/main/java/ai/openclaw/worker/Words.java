package ai.openclaw.worker;

import ai.openclaw.base.ByteSize;
import ai.openclaw.sandbox.Exit;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Figures as people say them.
final class Words {

    private static final Map<Integer, String> SIGNALS =
            Map.of(
                    1, "SIGHUP",
                    2, "SIGINT",
                    3, "SIGQUIT",
                    4, "SIGILL",
                    6, "SIGABRT",
                    8, "SIGFPE",
                    11, "SIGSEGV",
                    13, "SIGPIPE",
                    15, "SIGTERM");

    /// What terminals take for colours and movements (ECMA-48, 5.4).
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    private Words() {}

    /// `512 MiB`, `1.5 GiB`.
    static String size(@Nullable ByteSize size) {
        if (size == null) {
            return "unknown size";
        }
        double value = size.bytes();
        int unit = 0;
        while (value >= 1024 && unit < 4) {
            value /= 1024;
            unit++;
        }
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        String number = String.format(Locale.ROOT, "%.1f", value);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number)
                + " "
                + units[unit];
    }

    /// `30 min`, `2 h 5 min`, `3 s`, `400 ms`.
    static String time(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return Math.max(0, time.toMillis()) + " ms";
        }
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            return time.toSeconds() + " s";
        }
        if (time.compareTo(Duration.ofHours(1)) < 0) {
            return time.toMinutes() + " min" + rest(time.toSecondsPart(), "s");
        }
        return time.toHours() + " h" + rest(time.toMinutesPart(), "min");
    }

    private static String rest(int value, String unit) {
        return value == 0 ? "" : " " + value + " " + unit;
    }

    /// How a program ended, for the timeline.
    static String exit(Exit exit) {
        return switch (exit) {
            case Exit.Exited(int code, boolean killed, boolean full) ->
                    "exit code "
                            + code
                            + (killed ? ", with a process killed for memory" : "")
                            + (full ? ", with its disk full" : "");
            case Exit.OutOfMemory _ -> "killed at its memory limit";
            case Exit.DiskFull(long used, var code, boolean files) ->
                    (code == null ? "killed" : "exit code " + code)
                            + " with "
                            + size(new ByteSize(used))
                            + " of files, at its disk limit"
                            + (files ? ", with as many files as it has room for" : "");
            case Exit.Stopped _ -> "stopped from outside";
            case Exit.Lost(String why) -> "lost: " + oneLine(why, 300);
        };
    }

    /// What the code usually means, or null where it means nothing in general.
    static @Nullable String exitCode(int code) {
        return switch (code) {
            case 126 -> "the command was found but could not be run";
            case 127 -> "the command was not found in the sandbox";
            case 137 -> "it was killed by SIGKILL";
            default -> {
                String signal = code > 128 ? SIGNALS.get(code - 128) : null;
                yield signal == null ? null : "it was ended by " + signal;
            }
        };
    }

    /// The text in one line without colours and control characters, cut to some length.
    static String oneLine(String text, int longest) {
        String line =
                COLOURS.matcher(text)
                        .replaceAll("")
                        .replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ")
                        .strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest;
        return line.substring(0, end) + "…";
    }
}
