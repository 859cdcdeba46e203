package ai.openclaw.base;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client may write into a field, checked into a list of errors, so that one answer names
/// all that is wrong.
public final class Text {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");

    private Text() {}

    /// A line: no control characters at all, at most `most` characters. Null passes.
    public static void line(
            List<FieldError> errors, String field, @Nullable String text, int most) {
        check(errors, field, text, most, false);
    }

    /// Prose: line breaks and tabs too. Null passes.
    public static void prose(
            List<FieldError> errors, String field, @Nullable String text, int most) {
        check(errors, field, text, most, true);
    }

    /// A name for a URL: lower-case letters, digits, dot, dash and underscore, 1 to 64 characters,
    /// a letter or a digit at both ends. Null does not pass.
    public static void name(List<FieldError> errors, String field, @Nullable String text) {
        if (text == null || !NAME.matcher(text).matches()) {
            errors.add(
                    new FieldError(
                            field,
                            "A name of 1 to 64 lower-case letters, digits, '.', '-' or '_' is"
                                    + " expected, with a letter or a digit at both ends."));
        }
    }

    /// The text with every control character and every lone surrogate shown as `\\uXXXX`, cut to
    /// `most` characters: fit for a message or a log line.
    public static String printable(String text, int most) {
        var printable = new StringBuilder();
        text.codePoints()
                .limit(most)
                .forEach(c -> {
                    if (Character.isISOControl(c) || isLoneSurrogate(c)) {
                        printable.append(escape(c));
                    } else {
                        printable.appendCodePoint(c);
                    }
                });
        return text.codePointCount(0, text.length()) > most
                ? printable + "…"
                : printable.toString();
    }

    private static void check(
            List<FieldError> errors,
            String field,
            @Nullable String text,
            int most,
            boolean breaksAllowed) {
        if (text == null) {
            return;
        }
        if (text.length() > most) {
            errors.add(new FieldError(field, "At most " + most + " characters are accepted."));
        }
        text.codePoints()
                .filter(c -> Character.isISOControl(c) || isLoneSurrogate(c))
                .filter(c -> !(breaksAllowed && (c == '\n' || c == '\t' || c == '\r')))
                .findFirst()
                .ifPresent(c ->
                        errors.add(
                                new FieldError(
                                        field,
                                        "The control character "
                                                + escape(c)
                                                + " is not accepted here.")));
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static String escape(int c) {
        return "\\u%04x".formatted(c);
    }
}
