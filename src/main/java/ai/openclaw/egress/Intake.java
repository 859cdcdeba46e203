package ai.openclaw.egress;

import java.io.EOFException;
import java.io.IOException;

/// Reads lines and bytes from one end of a line. Of HTTP's two ways to end a line only its own is
/// taken, and of control characters only the tab: what two readers could read in two ways is
/// refused. Only one of several threads reads at a time.
final class Intake {

    private final Source source;
    private final byte[] buffer = new byte[8 * 1024];
    private int next;
    private int end;

    Intake(Source source) {
        this.source = source;
    }

    /// Where bytes come from.
    @FunctionalInterface
    interface Source {

        /// @return how many came, 1 at least; -1 at the end
        int read(byte[] into, int from, int most) throws IOException;
    }

    /// @return -1 at the end
    synchronized int read() throws IOException {
        if (next == end) {
            int count = source.read(buffer, 0, buffer.length);
            if (count <= 0) {
                return -1;
            }
            next = 0;
            end = count;
        }
        return buffer[next++] & 0xff;
    }

    /// @return -1 at the end, else at least 1
    synchronized int read(byte[] into, int most) throws IOException {
        if (next == end) {
            return source.read(into, 0, most);
        }
        int count = Math.min(most, end - next);
        System.arraycopy(buffer, next, into, 0, count);
        next += count;
        return count;
    }

    /// The text up to CRLF, without it.
    ///
    /// @param most bytes
    /// @throws Refused if it is longer, or no such line
    synchronized String line(int most) throws IOException, Refused {
        var text = new StringBuilder();
        while (true) {
            int c = read();
            if (c == '\r') {
                if (read() != '\n') {
                    throw Refused.malformed("A line of the head ends in something but CRLF.");
                }
                return text.toString();
            }
            if (c < 0) {
                throw new EOFException();
            }
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw Refused.malformed("There is a control character in the head.");
            }
            if (text.length() == most) {
                throw Refused.malformed("The head is too long.");
            }
            // ISO 8859-1, so that every byte is one character and comes out the same.
            text.append((char) c);
        }
    }
}
