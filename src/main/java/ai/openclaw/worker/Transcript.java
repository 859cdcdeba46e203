package ai.openclaw.worker;

import ai.openclaw.log.LogLine;
import ai.openclaw.log.LogProgress;
import ai.openclaw.log.LogStream;
import ai.openclaw.sandbox.OutputSink;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Writes down what an attempt prints, in whole lines and in batches: the first line at once, then
/// what has come every few milliseconds. Where the log is slower than the program, the program
/// waits. Of more than the limit, the beginning and the end are kept, with a line in between that
/// says how much is missing. Asks for the attempt's end when it prints too much even for that, or
/// when the log refuses.
final class Transcript implements OutputSink, AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String NOT_THE_SAME =
            "Lines may be missing here: the gateway went away, and the engine did not keep all.";
    private static final int BATCH_LINES = 1000;
    private static final int BATCH_CHARS = 256 * 1024;

    private final Predicate<List<LogLine.New>> log;
    private final long ceiling;
    private final HeadAndTail kept;
    private final Clock clock;
    private final StopSignal stop;
    private final Already already;
    private final LineSplitter out = new LineSplitter();
    private final LineSplitter err = new LineSplitter();

    /// Guards what has come and is not written.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    /// Held while a batch is taken and written, so that batches keep their order.
    private final ReentrantLock writing = new ReentrantLock();

    private List<LogLine.New> pending = new ArrayList<>();
    private int pendingChars;
    private long bytes;
    private long unseen;
    private boolean closed;
    private volatile boolean refused;
    private volatile @Nullable Instant lastOutput;
    private volatile @Nullable String lastError;

    /// @param log stores lines in order; false means that the attempt does not run here any more
    /// @param limit bytes of both streams together that are kept
    /// @param ceiling bytes after which the attempt is ended; not below the limit
    Transcript(
            Predicate<List<LogLine.New>> log,
            long limit,
            long ceiling,
            Clock clock,
            StopSignal stop) {
        this(log, limit, ceiling, clock, stop, LogProgress.NONE);
    }

    /// One that goes on.
    ///
    /// @param stored so much of what will be printed; it is not written again
    Transcript(
            Predicate<List<LogLine.New>> log,
            long limit,
            long ceiling,
            Clock clock,
            StopSignal stop,
            LogProgress stored) {
        this.log = log;
        this.already = new Already(stored);
        this.ceiling = ceiling;
        this.kept = new HeadAndTail(limit, this::write);
        this.clock = clock;
        this.stop = stop;
        var _ = Thread.ofVirtual().name("transcript").start(this::write);
    }

    @Override
    public void stdout(ByteBuffer data) {
        take(LogStream.STDOUT, out, data);
    }

    @Override
    public void stderr(ByteBuffer data) {
        take(LogStream.STDERR, err, data);
    }

    private void take(LogStream stream, LineSplitter splitter, ByteBuffer data) {
        boolean full;
        lock.lock();
        try {
            if (closed || refused || !data.hasRemaining()) {
                return;
            }
            Instant now = clock.instant();
            lastOutput = now;
            int length = data.remaining();
            long room = Math.max(0, ceiling - bytes);
            bytes += length;
            if (length > room) {
                stop.give(new StopCause.TooMuchOutput(ceiling));
                unseen += length - room;
                data = data.slice(data.position(), (int) room);
            }
            splitter.feed(data, (text, size) -> add(stream, now, text, size));
            full = full();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (full) {
            flush();
        }
    }

    @Override
    public void gap(String why) {
        lock.lock();
        try {
            kept.add(new LogLine.New(LogStream.GAP, clock.instant(), why));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(LogStream stream, Instant at, String text, int size) {
        if (already.has(stream, text)) {
            kept.kept(size);
        } else {
            kept.add(new LogLine.New(stream, at, text), size);
        }
        if (stream == LogStream.STDERR && !text.isBlank()) {
            lastError = text;
        }
    }

    private void write(LogLine.New line) {
        pending.add(line);
        pendingChars += line.text().length();
    }

    @Override
    public void close() {
        finish();
    }

    /// Writes the rest, unfinished lines too. Nothing is taken after this; doing it twice is fine.
    void finish() {
        List<LogLine.New> rest;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Instant now = clock.instant();
            out.rest((text, size) -> add(LogStream.STDOUT, now, text, size));
            err.rest((text, size) -> add(LogStream.STDERR, now, text, size));
            if (!already.reached()) {
                kept.add(new LogLine.New(LogStream.GAP, now, NOT_THE_SAME));
            }
            rest = kept.rest(unseen);
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // The writer has at most one batch in hand, and this waits for it.
        flush();
        for (LogLine.New line : rest) {
            if (take(line)) {
                flush();
            }
        }
        flush();
    }

    /// Writes what is whole and certain, and takes nothing more: another process goes on from
    /// there.
    void leave() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        flush();
    }

    /// @return whether a batch is full
    private boolean take(LogLine.New line) {
        lock.lock();
        try {
            write(line);
            return full();
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return pending.size() >= BATCH_LINES || pendingChars >= BATCH_CHARS;
    }

    /// All bytes that were printed, kept or not.
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /// Null if it never printed anything.
    @Nullable Instant lastOutput() {
        return lastOutput;
    }

    /// The last line of standard error that is not blank.
    @Nullable String lastError() {
        return lastError;
    }

    private void write() {
        try {
            while (awaitLines()) {
                flush();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return false when closed
    private boolean awaitLines() throws InterruptedException {
        lock.lock();
        try {
            while (pending.isEmpty() && !closed) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        writing.lock();
        try {
            List<LogLine.New> batch = takePending();
            if (!batch.isEmpty() && !refused && !log.test(batch)) {
                refused = true;
                stop.give(new StopCause.Stale());
            }
        } catch (RuntimeException e) {
            refused = true;
            stop.give(new StopCause.Unrecorded(e.getMessage() == null ? "" : e.getMessage()));
        } finally {
            writing.unlock();
        }
    }

    private List<LogLine.New> takePending() {
        lock.lock();
        try {
            List<LogLine.New> batch = pending;
            pending = new ArrayList<>();
            pendingChars = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
