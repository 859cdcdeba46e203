package ai.openclaw.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The beginning and the end of an output of any length. Safe for several threads.
final class HeadAndTail {

    private final int head;
    private final byte[] ring;
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private long seen;

    /// @param head bytes of the beginning
    /// @param tail bytes of the end
    HeadAndTail(int head, int tail) {
        this.head = head;
        this.ring = new byte[tail];
    }

    synchronized void write(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (seen < head) {
                first.write(bytes[i]);
            } else {
                ring[(int) ((seen - head) % ring.length)] = bytes[i];
            }
            seen++;
        }
    }

    /// What is kept, with a line that says how much is not.
    synchronized String text() {
        byte[] begin = first.toByteArray();
        long behind = seen - begin.length;
        int kept = (int) Math.min(behind, ring.length);
        byte[] all = Arrays.copyOf(begin, begin.length + kept);
        for (int i = 0; i < kept; i++) {
            all[begin.length + i] = ring[(int) ((behind - kept + i) % ring.length)];
        }
        long missing = behind - kept;
        return missing == 0
                ? new String(all, StandardCharsets.UTF_8)
                : new String(begin, StandardCharsets.UTF_8)
                        + "\n… %,d bytes left out …\n".formatted(missing)
                        + new String(all, begin.length, kept, StandardCharsets.UTF_8);
    }
}
