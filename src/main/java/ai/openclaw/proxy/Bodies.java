package ai.openclaw.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// The bodies of requests that are held in memory, all together limited, so that many large ones
/// are refused and not the heap's end. Room is taken as bytes come, not as they are announced.
@Component
class Bodies {

    /// Of one request; providers take no more than 32 MB.
    static final int LARGEST = 32 << 20;

    private static final int PIECE = 64 << 10;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    Bodies() {
        // A body is there twice while it is looked at.
        this(Math.max(LARGEST, Runtime.getRuntime().maxMemory() / 6));
    }

    Bodies(long most) {
        this.most = most;
    }

    /// It is longer than [#LARGEST].
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /// There is no room now.
    static final class NoRoom extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /// One body, until it is closed.
    final class Held implements AutoCloseable {

        private byte[] bytes = new byte[PIECE];
        private int size;
        private long taken;

        private void read(InputStream in) throws IOException, TooLong, NoRoom {
            take(bytes.length);
            for (int n = in.read(bytes, size, bytes.length - size);
                    n >= 0;
                    n = in.read(bytes, size, bytes.length - size)) {
                size += n;
                if (size > LARGEST) {
                    throw new TooLong();
                }
                if (size == bytes.length) {
                    int next = (int) Math.min(2L * bytes.length, LARGEST + 1L);
                    take(next - bytes.length);
                    bytes = Arrays.copyOf(bytes, next);
                }
            }
            bytes = Arrays.copyOf(bytes, size);
        }

        private void take(long more) throws NoRoom {
            if (held.addAndGet(more) > most) {
                held.addAndGet(-more);
                throw new NoRoom();
            }
            taken += more;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            held.addAndGet(-taken);
            taken = 0;
        }
    }

    /// Reads to the end. The caller closes what it gets.
    Held read(InputStream in) throws IOException, TooLong, NoRoom {
        var body = new Held();
        try {
            body.read(in);
            return body;
        } catch (IOException | TooLong | NoRoom | RuntimeException e) {
            body.close();
            throw e;
        }
    }
}
