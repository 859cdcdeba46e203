package ai.openclaw.dashboard;

/// What a program printed for a terminal, as harmless HTML. Colours and bold become classes; every
/// other escape sequence is dropped; control characters are shown as pictures; all else is escaped.
/// What the program means to overwrite in its line, as progress bars do, is left out.
final class Ansi {

    private static final char ESC = '\u001b';
    private static final char CSI = '\u009b';
    private static final char BEL = '\u0007';

    private final String text;
    private final StringBuilder html = new StringBuilder();
    private int at;
    private int colour;
    private boolean bold;
    private boolean open;

    private Ansi(String text) {
        this.text = text;
    }

    static String html(String line) {
        return new Ansi(lastWritten(line)).render();
    }

    private static String lastWritten(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(line.lastIndexOf('\r', end - 1) + 1, end);
    }

    private String render() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == ESC) {
                escape();
            } else if (c == CSI) {
                sequence();
            } else {
                show(c);
            }
        }
        close();
        return html.toString();
    }

    private void escape() {
        if (at == text.length()) {
            return;
        }
        char kind = text.charAt(at++);
        switch (kind) {
            case '[' -> sequence();
            // Strings for the terminal itself: titles, links, device control.
            case ']', 'P', 'X', '^', '_' -> skipString();
            // Character sets take one more.
            case '(', ')', '*', '+', '#', '%', ' ' -> at = Math.min(at + 1, text.length());
            default -> {}
        }
    }

    /// `CSI parameters intermediates final`; only a final `m` is heeded.
    private void sequence() {
        int from = at;
        while (at < text.length() && text.charAt(at) < '@') {
            if (text.charAt(at) < ' ') {
                return;
            }
            at++;
        }
        if (at == text.length()) {
            return;
        }
        if (text.charAt(at) == 'm') {
            style(text.substring(from, at));
        }
        at++;
    }

    private void skipString() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == BEL || c == '\u009c') {
                return;
            }
            if (c == ESC) {
                if (at < text.length() && text.charAt(at) == '\\') {
                    at++;
                }
                return;
            }
        }
    }

    private void style(String parameters) {
        close();
        var codes = parameters.split("[;:]", 32);
        for (int i = 0; i < codes.length; i++) {
            int code = code(codes[i]);
            switch (code) {
                case 0 -> {
                    colour = 0;
                    bold = false;
                }
                case 1 -> bold = true;
                case 22 -> bold = false;
                case 39 -> colour = 0;
                // Colours of the palette and by their parts have arguments of their own.
                case 38, 48, 58 -> i += i + 1 < codes.length && code(codes[i + 1]) == 5 ? 2 : 4;
                default -> {
                    if (code >= 31 && code <= 36) {
                        colour = code - 30;
                    } else if (code >= 91 && code <= 96) {
                        colour = code - 90;
                    } else if (code == 90 || code == 2) {
                        colour = 8;
                    } else if (code == 30 || code == 37 || code == 97) {
                        colour = 0;
                    }
                }
            }
        }
    }

    private static int code(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    private void show(char c) {
        if (!open && (colour != 0 || bold)) {
            html.append("<span class=\"")
                    .append(colour == 0 ? "" : "a" + colour)
                    .append(colour != 0 && bold ? " " : "")
                    .append(bold ? "ab" : "")
                    .append("\">");
            open = true;
        }
        switch (c) {
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '&' -> html.append("&amp;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            case '\t' -> html.append('\t');
            case '\u007f' -> html.append('\u2421');
            default -> {
                if (c < ' ') {
                    html.append((char) ('\u2400' + c));
                } else if ((c >= '\u0080' && c < '\u00a0') || turnsText(c)) {
                    html.append('\ufffd');
                } else {
                    html.append(c);
                }
            }
        }
    }

    /// Directional overrides make a text read as another than it is (CVE-2021-42574).
    private static boolean turnsText(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private void close() {
        if (open) {
            html.append("</span>");
            open = false;
        }
    }
}
