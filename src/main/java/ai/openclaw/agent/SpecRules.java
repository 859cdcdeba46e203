package ai.openclaw.agent;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Findings;
import ai.openclaw.base.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What holds for the parts that agents and tasks have in common: each method checks one part and
/// adds what is wrong. Absent parts are fine.
public final class SpecRules {

    /// The kernel takes no longer argument or variable (MAX_ARG_STRLEN, less the closing NUL).
    public static final int LONGEST_STRING = 131_071;

    /// Of all arguments and variables together; below the kernel's 2 MiB, with room for ours.
    public static final int ALL_STRINGS = 900_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private SpecRules() {}

    /// A string of at most `longest` UTF-16 units; line ends and tabs are allowed, NUL and broken
    /// Unicode never.
    public static void text(@Nullable String text, int longest, Findings findings) {
        if (text == null) {
            return;
        }
        if (text.length() > longest) {
            findings.add("may have at most " + longest + " characters, not " + text.length() + ".");
        } else {
            unicode(text, findings);
        }
    }

    /// A short string for one line: no control characters at all.
    public static void line(@Nullable String text, int longest, Findings findings) {
        text(text, longest, findings);
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            findings.add("may not hold control characters.");
        }
    }

    public static void argv(@Nullable List<String> strings, Findings findings) {
        if (strings == null) {
            return;
        }
        var argv = withNulls(strings);
        if (argv.isEmpty()) {
            findings.add("must name a program; leave it out for the agent's own.");
            return;
        }
        String program = argv.getFirst();
        if (program != null && (program.isBlank() || program.startsWith("-"))) {
            findings.at(0).add("must be the name of a program, not '" + program + "'.");
        }
        long all = 0;
        for (int i = 0; i < argv.size(); i++) {
            all += string(argv.get(i), 0, findings.at(i));
        }
        if (all > ALL_STRINGS) {
            findings.add(
                    "may have at most " + ALL_STRINGS + " bytes in all; upload a file instead.");
        }
    }

    public static void env(@Nullable Map<String, String> variables, Findings findings) {
        if (variables == null) {
            return;
        }
        Map<String, @Nullable String> env = new LinkedHashMap<>(variables);
        long all = 0;
        for (var variable : env.entrySet()) {
            String name = variable.getKey();
            var at = findings.at(name);
            if (!VARIABLE.matcher(name).matches()) {
                at.add("is not a variable's name: letters, digits and _, at most 128 of them.");
            } else if (name.startsWith("OPENCLAW_") && !BuiltInAgent.SETTINGS.contains(name)) {
                at.add(
                        "is reserved: the gateway sets the variables that begin with OPENCLAW_,"
                                + " but for the built-in agent's own.");
            }
            all += string(variable.getValue(), name.length() + 1, at);
        }
        if (env.size() > 500) {
            findings.add("may have at most 500 variables.");
        }
        if (all > ALL_STRINGS) {
            findings.add(
                    "may have at most " + ALL_STRINGS + " bytes in all; upload a file instead.");
        }
    }

    public static void limits(@Nullable Limits limits, Findings findings) {
        if (limits == null) {
            return;
        }
        size(limits.memory(), "6m", "4t", findings.at("memory"));
        size(limits.disk(), "1m", "16t", findings.at("disk"));
        size(limits.output(), "1k", "1t", findings.at("output"));
        Double cpus = limits.cpus();
        if (cpus != null && !(cpus >= 0.01 && cpus <= 1024)) {
            findings.at("cpus").add("must be between 0.01 and 1024.");
        }
        between(limits.pids(), 2, 1_000_000, findings.at("pids"));
    }

    /// A time limit or a waiting time: 1 second to 7 days.
    public static void duration(@Nullable Duration duration, Findings findings) {
        if (duration != null
                && (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0)) {
            findings.add("must be between PT1S and P7D, not " + duration + ".");
        }
    }

    public static void retry(@Nullable RetryPolicy retry, Findings findings) {
        if (retry == null) {
            return;
        }
        if (retry.on() != null && new ArrayList<@Nullable Reason>(retry.on()).contains(null)) {
            findings.at("on").add("may not hold null.");
        }
        between(retry.maxAttempts(), 1, 100, findings.at("maxAttempts"));
        pause(retry.backoff(), findings.at("backoff"));
        pause(retry.maxBackoff(), findings.at("maxBackoff"));
        Double multiplier = retry.multiplier();
        if (multiplier != null && !(multiplier >= 1 && multiplier <= 100)) {
            findings.at("multiplier").add("must be between 1 and 100.");
        }
    }

    public static void budget(@Nullable Budget budget, Findings findings) {
        if (budget == null) {
            return;
        }
        Long tokens = budget.tokens();
        if (tokens != null && tokens < 0) {
            findings.at("tokens").add("may not be negative.");
        }
        BigDecimal usd = budget.usd();
        if (usd != null && (usd.signum() < 0 || usd.compareTo(BigDecimal.valueOf(1e9)) > 0)) {
            findings.at("usd").add("must be between 0 and 1000000000.");
        }
    }

    public static void between(@Nullable Integer value, int least, int most, Findings findings) {
        if (value != null && (value < least || value > most)) {
            findings.add("must be between " + least + " and " + most + ", not " + value + ".");
        }
    }

    private static void size(
            @Nullable ByteSize size, String least, String most, Findings findings) {
        if (size != null
                && (size.compareTo(ByteSize.parse(least)) < 0
                        || size.compareTo(ByteSize.parse(most)) > 0)) {
            findings.add("must be between " + least + " and " + most + ", not " + size + ".");
        }
    }

    private static void pause(@Nullable Duration pause, Findings findings) {
        if (pause != null && (pause.isNegative() || pause.compareTo(LONGEST) > 0)) {
            findings.add("must be between PT0S and P7D, not " + pause + ".");
        }
    }

    /// JSON can hold null where the type says there is none.
    public static List<@Nullable String> withNulls(List<String> strings) {
        return new ArrayList<>(strings);
    }

    /// @return how many bytes the kernel is handed for it
    private static int string(@Nullable String text, int nameBytes, Findings findings) {
        if (text == null) {
            findings.add("may not be null.");
            return 0;
        }
        unicode(text, findings);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length + nameBytes;
        if (bytes > LONGEST_STRING) {
            findings.add(
                    "has %,d bytes, and no program can be handed a string of more than %,d: use a file."
                            .formatted(bytes, LONGEST_STRING));
        }
        return bytes;
    }

    private static void unicode(String text, Findings findings) {
        if (text.indexOf('\0') >= 0) {
            findings.add("may not hold a NUL character.");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 < text.length()
                        && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    i++;
                } else {
                    findings.add("is not valid Unicode: half of a surrogate pair.");
                    return;
                }
            }
        }
    }
}
