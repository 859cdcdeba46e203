package ai.openclaw.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Server-sent events as they come in, by the data of each; names and ids are of no use here
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html).
final class EventStream {

    private static final int LONGEST = 16 << 20;

    private final InputStream in;
    private boolean afterReturn;

    EventStream(InputStream in) {
        this.in = new BufferedInputStream(in, 8 * 1024);
    }

    /// Waits for the next event that has data.
    ///
    /// @return null at the end; an event without its empty line is none
    @Nullable String next() throws IOException {
        var data = new StringBuilder();
        boolean any = false;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (any) {
                    return data.toString();
                }
            } else if (line.startsWith("data:")) {
                if (any) {
                    data.append('\n');
                }
                any = true;
                data.append(line, line.startsWith("data: ") ? 6 : 5, line.length());
                if (data.length() > LONGEST) {
                    throw new IOException("an event of the answer is too long");
                }
            }
        }
        return null;
    }

    /// A line ends in LF, CR or both.
    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (true) {
            int b = in.read();
            if (b == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = b == '\r';
            if (b < 0) {
                return null;
            }
            if (b == '\n' || b == '\r') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
            if (line.size() > LONGEST) {
                throw new IOException("a line of the answer is too long");
            }
        }
    }
}
