package ai.openclaw.base;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names with `*` in them, which stands for any characters, also none.
public final class Wildcard {

    private Wildcard() {}

    /// Whether the whole name agrees with the pattern.
    public static boolean matches(String pattern, String name) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(name);
        }
        // Runs of stars are one star, so that no pattern takes long.
        String expression =
                Arrays.stream(pattern.replaceAll("\\*+", "*").split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*?"));
        return Pattern.compile(expression, Pattern.DOTALL).matcher(name).matches();
    }
}
