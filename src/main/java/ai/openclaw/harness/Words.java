package ai.openclaw.harness;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Texts made fit to be shown.
final class Words {

    /// Colours and cursors of terminals (ECMA-48).
    private static final Pattern ESCAPES =
            Pattern.compile(
                    "\u001b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|.)");

    /// What no text needs; a database takes no NUL.
    private static final Pattern CONTROLS =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");

    private Words() {}

    /// Without what a terminal alone understands.
    static String plain(String text) {
        return CONTROLS.matcher(ESCAPES.matcher(text).replaceAll("").replace("\r\n", "\n"))
                .replaceAll("");
    }

    static String oneLine(String text, int most) {
        String line = plain(text).replaceAll("\\s+", " ").strip();
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }

    /// Of a long text the beginning and the end, so that so many bytes of JSON hold it.
    static String capped(String text, int bytes) {
        String plain = plain(text);
        int keep = plain.length();
        String shown = plain;
        while (size(shown) > bytes) {
            keep = Math.min(keep * 3 / 4, bytes);
            int head = keep * 2 / 3;
            shown =
                    plain.substring(0, head)
                            + "\n… %,d characters left out …\n".formatted(plain.length() - keep)
                            + plain.substring(plain.length() - (keep - head));
        }
        return shown;
    }

    private static int size(String text) {
        return Json.of(text).toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
