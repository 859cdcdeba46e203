package ai.openclaw.e2e;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A line of a task's script: whose it is, the how many-th, a checksum over all numbers so far, and
/// on the first and the last one the time.
///
/// @param index from 0 on
record PrintedLine(int script, int attempt, int index, int checksum, Optional<Instant> at) {

    private static final Pattern FORM =
            Pattern.compile("(\\d+) (\\d+) (\\d+) (\\d+)(?: (\\d{10})(\\d{9}))?");

    /// A shell function `line` that prints the next one.
    ///
    /// @param script its number
    static String function(int script) {
        return """
        i=0; c=%d
        line() {
            c=$(((c * 31 + i) %% 65521)); echo "%d $OPENCLAW_ATTEMPT $i $c$1"; i=$((i + 1))
        }
        """
                .formatted(script, script);
    }

    static Optional<PrintedLine> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var at =
                Optional.ofNullable(form.group(5))
                        .map(seconds ->
                                Instant.ofEpochSecond(
                                        Long.parseLong(seconds), Long.parseLong(form.group(6))));
        return Optional.of(
                new PrintedLine(
                        Integer.parseInt(form.group(1)),
                        Integer.parseInt(form.group(2)),
                        Integer.parseInt(form.group(3)),
                        Integer.parseInt(form.group(4)),
                        at));
    }

    /// What the function would have printed as checksum.
    static int checksum(int script, int index) {
        int c = script;
        for (int i = 0; i <= index; i++) {
            c = (c * 31 + i) % 65521;
        }
        return c;
    }
}
