package ai.openclaw.worker;

import ai.openclaw.base.ByteSize;
import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps of an endless output what its limit has room for: the beginning, which is passed on at
/// once, and the end, which is known only at the end. Of an output within its limit nothing is
/// lost; its last part comes late. Memory: the last part. For one thread at a time.
final class HeadAndTail {

    /// At most so much is held back for the end; for small limits it is a quarter.
    static final int LONGEST_TAIL = 256 * 1024;

    /// @param bytes as printed, line end included
    private record Held(LogLine.New line, long bytes) {}

    private final long limit;
    private final long headLimit;
    private final Consumer<LogLine.New> head;
    private final Deque<Held> tail = new ArrayDeque<>();
    private long headBytes;
    private long tailBytes;
    private long missing;
    private @Nullable Instant since;

    /// @param limit bytes of both streams together, line ends included
    /// @param head takes what is kept for sure
    HeadAndTail(long limit, Consumer<LogLine.New> head) {
        this.limit = limit;
        this.headLimit = limit - Math.min(limit / 4, LONGEST_TAIL);
        this.head = head;
    }

    /// @param bytes as printed, line end included
    void add(LogLine.New line, long bytes) {
        if (tail.isEmpty() && since == null && headBytes + bytes <= headLimit) {
            headBytes += bytes;
            head.accept(line);
            return;
        }
        tail.addLast(new Held(line, bytes));
        tailBytes += bytes;
        while (headBytes + tailBytes > limit) {
            dropOldest();
        }
    }

    /// A line of the beginning that is kept already.
    void kept(long bytes) {
        headBytes = Math.min(limit, headBytes + bytes);
    }

    /// A line that says what is missing, in its place.
    void add(LogLine.New gap) {
        if (tail.isEmpty() && since == null) {
            head.accept(gap);
        } else {
            tail.addLast(new Held(gap, 0));
        }
    }

    private void dropOldest() {
        Held oldest = tail.removeFirst();
        tailBytes -= oldest.bytes;
        if (since != null && !tail.isEmpty()) {
            missing += oldest.bytes;
            return;
        }
        byte[] text = oldest.line.text().getBytes(StandardCharsets.UTF_8);
        int from = 0;
        if (since == null) {
            since = oldest.line.at();
            // A long line can be the first that has no room: its beginning has.
            if (headBytes < headLimit / 2) {
                from = boundary(text, (int) Math.min(text.length, headLimit - headBytes));
                head.accept(with(oldest.line, text(text, 0, from) + "…"));
                headBytes += from;
            }
        }
        long lost = oldest.bytes - from;
        // One that fills the tail alone: its end has room.
        int room = tail.isEmpty() ? (int) Math.min(text.length - from, limit - headBytes) : 0;
        int to = boundary(text, text.length - room);
        if (to < text.length) {
            int kept = text.length - to;
            tail.addFirst(new Held(with(oldest.line, "…" + text(text, to, text.length)), kept));
            tailBytes += kept;
            lost -= kept;
        }
        missing += lost;
    }

    private static LogLine.New with(LogLine.New line, String text) {
        return new LogLine.New(line.stream(), line.at(), text);
    }

    private static String text(byte[] utf8, int from, int to) {
        return new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }

    /// From there forwards to where a character begins, so that none is torn.
    private static int boundary(byte[] utf8, int at) {
        int boundary = at;
        while (boundary > 0 && boundary < utf8.length && (utf8[boundary] & 0xC0) == 0x80) {
            boundary++;
        }
        return boundary;
    }

    /// What is still to be written when no more comes: a line that says how much is missing, if
    /// anything is, and the end.
    ///
    /// @param unseen bytes that were printed and not even added
    List<LogLine.New> rest(long unseen) {
        var rest = new ArrayList<LogLine.New>();
        if (since != null) {
            rest.add(gap(since, missing));
        }
        Instant last = since;
        for (Held held : tail) {
            rest.add(held.line);
            last = held.line.at();
        }
        tail.clear();
        if (unseen > 0) {
            rest.add(gap(last == null ? Instant.EPOCH : last, unseen));
        }
        return rest;
    }

    private LogLine.New gap(Instant at, long bytes) {
        return new LogLine.New(
                LogStream.GAP,
                at,
                bytes
                        + " bytes of output are missing here: the limit is "
                        + Words.size(new ByteSize(limit))
                        + ".");
    }
}
