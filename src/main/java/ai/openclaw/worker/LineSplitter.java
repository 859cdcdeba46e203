package ai.openclaw.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts one stream of bytes into lines of text. What is not UTF-8 becomes U+FFFD. A line longer
/// than [#LONGEST] bytes comes in pieces, each but the last ending with `…`, each but the first
/// beginning with it; no character is torn.
final class LineSplitter {

    static final int LONGEST = 64 * 1024;

    /// Takes one line after the other.
    @FunctionalInterface
    interface Lines {
        /// @param bytes that it had, its line end included
        void line(String text, int bytes);
    }

    private byte[] line = new byte[512];
    private int length;
    private boolean continued;

    void feed(ByteBuffer data, Lines lines) {
        while (data.hasRemaining()) {
            byte next = data.get();
            if (next == '\n') {
                end(lines, 1);
            } else {
                if (length == LONGEST) {
                    cut(lines);
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, Math.min(LONGEST, 4 * length));
                }
                line[length++] = next;
            }
        }
    }

    /// What came after the last line end, if anything.
    void rest(Lines lines) {
        if (length > 0) {
            end(lines, 0);
        }
    }

    private void end(Lines lines, int lineEnd) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        lines.line((continued ? "…" : "") + text(end), length + lineEnd);
        length = 0;
        continued = false;
    }

    private void cut(Lines lines) {
        int end = length;
        // Back to where a character begins; four bytes are the longest.
        for (int back = 1; back <= 4; back++) {
            int at = length - back;
            if ((line[at] & 0xC0) != 0x80) {
                boolean whole = back >= bytesOf(line[at]);
                end = whole ? length : at;
                break;
            }
        }
        lines.line((continued ? "…" : "") + text(end) + "…", end);
        System.arraycopy(line, end, line, 0, length - end);
        length -= end;
        continued = true;
    }

    private static int bytesOf(byte lead) {
        if (lead >= 0) {
            return 1;
        }
        return (lead & 0xE0) == 0xC0 ? 2 : (lead & 0xF0) == 0xE0 ? 3 : 4;
    }

    private String text(int end) {
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }
}
