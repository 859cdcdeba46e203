package ai.openclaw.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/// Takes secrets out of one stream of bytes as it passes. Each byte that belongs to any occurrence
/// of a secret goes, and one [#MARK] stands for those that overlap. What comes out depends on the
/// bytes alone and not on how they were cut. Held back is only what may be the beginning of a
/// secret. For one thread at a time.
public final class Redactor {

    static final String MARK = "[redacted]";

    private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.US_ASCII);

    private final SecretPatterns patterns;
    private final Deque<Hit> hits = new ArrayDeque<>();
    private int state = SecretPatterns.ROOT;

    /// What was read and not released: from `released` to `read`, counted from the stream's
    /// beginning. Byte n stands at `n - released + first`.
    private byte[] held = new byte[256];

    private int first;
    private long released;
    private long read;

    Redactor(SecretPatterns patterns) {
        this.patterns = patterns;
    }

    /// A part of the stream that is a secret.
    private static final class Hit {

        private final long start;
        private long end;
        private boolean marked;

        Hit(long start, long end) {
            this.start = start;
            this.end = end;
        }
    }

    /// @param data all of it is taken
    /// @param out gets what can be passed on; keeps nothing of the buffer
    public void feed(ByteBuffer data, Consumer<ByteBuffer> out) {
        if (patterns.isEmpty()) {
            out.accept(data);
            return;
        }
        while (data.hasRemaining()) {
            if (read == released) {
                passHarmless(data, out);
            }
            if (data.hasRemaining()) {
                take(data.get(), out);
            }
        }
    }

    /// What no secret begins with needs no copy.
    private void passHarmless(ByteBuffer data, Consumer<ByteBuffer> out) {
        int start = data.position();
        int end = start;
        while (end < data.limit()
                && patterns.next(SecretPatterns.ROOT, data.get(end)) == SecretPatterns.ROOT) {
            end++;
        }
        if (end > start) {
            data.position(end);
            read += end - start;
            released = read;
            out.accept(data.slice(start, end - start));
        }
    }

    private void take(byte b, Consumer<ByteBuffer> out) {
        hold(b);
        state = patterns.next(state, b);
        int found = patterns.found(state);
        if (found > 0) {
            mark(read - found);
        }
        release(read - patterns.depth(state), out);
    }

    private void hold(byte b) {
        int length = (int) (read - released);
        if (first + length == held.length) {
            byte[] roomier = length > held.length / 2 ? new byte[2 * held.length] : held;
            System.arraycopy(held, first, roomier, 0, length);
            held = roomier;
            first = 0;
        }
        held[first + length] = b;
        read++;
    }

    private void mark(long start) {
        while (!hits.isEmpty() && hits.getLast().start >= start) {
            hits.removeLast();
        }
        if (!hits.isEmpty() && hits.getLast().end > start) {
            hits.getLast().end = read;
        } else {
            hits.add(new Hit(start, read));
        }
    }

    private void release(long end, Consumer<ByteBuffer> out) {
        while (released < end) {
            var hit = hits.peekFirst();
            if (hit == null || hit.start >= end) {
                pass(end, out);
            } else if (released < hit.start) {
                pass(hit.start, out);
            } else {
                if (!hit.marked) {
                    out.accept(ByteBuffer.wrap(MARK_BYTES));
                    hit.marked = true;
                }
                drop(Math.min(hit.end, end));
                if (hit.end <= end) {
                    hits.removeFirst();
                }
            }
        }
    }

    private void pass(long end, Consumer<ByteBuffer> out) {
        out.accept(ByteBuffer.wrap(held, first, (int) (end - released)).slice());
        drop(end);
    }

    private void drop(long end) {
        first += (int) (end - released);
        released = end;
        if (released == read) {
            first = 0;
        }
    }

    /// Passes on what is held back: nothing will follow, or what follows belongs to something else.
    public void rest(Consumer<ByteBuffer> out) {
        release(read, out);
        state = SecretPatterns.ROOT;
        if (held.length > 1 << 16) {
            held = Arrays.copyOf(held, 256);
        }
    }
}
