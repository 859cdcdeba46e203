package ai.openclaw.cli;

/// Makes text from tasks and gateways harmless for a terminal. A terminal obeys control characters:
/// they can retitle the window, answer into the shell's input, or hide and reorder what is shown.
/// Here they become visible instead.
final class Escapes {

    private static final char ESC = '\u001b';

    private Escapes() {}

    /// For one line, such as a table's cell: every control character is shown as an escape.
    static String line(String text) {
        return visible(text, false, false);
    }

    /// For a text of several lines: line ends and tabs stay.
    static String text(String text) {
        return visible(text, true, false);
    }

    /// For a line that a program printed: tabs and colours stay, a carriage return becomes a line
    /// end, and colours end with the line.
    static String log(String text) {
        String shown = visible(text.replace("\r\n", "\n").replace('\r', '\n'), true, true);
        return shown.indexOf(ESC) < 0 ? shown : shown + ESC + "[0m";
    }

    private static String visible(String text, boolean lines, boolean colours) {
        var shown = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = colours ? endOfColour(text, at) : at;
            if (end > at) {
                shown.append(text, at, end);
                at = end;
                continue;
            }
            int c = text.codePointAt(at);
            if (obeyed(c) && !(lines && (c == '\n' || c == '\t'))) {
                shown.append(escape(c));
            } else {
                shown.appendCodePoint(c);
            }
            at += Character.charCount(c);
        }
        return shown.toString();
    }

    /// Where the colour sequence (`ESC [ digits ; : m`) that starts here ends, or `at` if none
    /// does.
    private static int endOfColour(String text, int at) {
        if (!text.startsWith(ESC + "[", at)) {
            return at;
        }
        int i = at + 2;
        while (i < text.length() && "0123456789;:".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i < text.length() && text.charAt(i) == 'm' ? i + 1 : at;
    }

    /// Control characters of both sets, and the ones that reorder or break lines in Unicode.
    private static boolean obeyed(int c) {
        return Character.isISOControl(c)
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case ESC -> "\\e";
            default -> c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c);
        };
    }
}
