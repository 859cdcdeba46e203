package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.handover.Output;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A program's output out of its container's log: what has been told already is left out. The log
/// is read twice, because the engine, asked to follow, leaves out a last line that has no end. The
/// second reading also shows whether the log was begun anew meanwhile, as it is when it outgrows
/// its file; a follower then misses lines without a word.
final class LogFeed implements Feed {

    private static final String BEGUN_ANEW =
            "The program printed more than the engine keeps for a gateway that comes back: some of"
                    + " its output before this is missing.";
    private static final String NOT_THE_SAME =
            "The engine did not write down all that the program had printed: some of its output"
                    + " may be missing here.";

    private final ContainerLog log;
    private final @Nullable Instant heard;
    private @Nullable Instant since;

    /// @param since what was written down before is not read; null reads all
    LogFeed(ContainerLog log, @Nullable Instant since) {
        this(log, since, null);
    }

    private LogFeed(ContainerLog log, @Nullable Instant since, @Nullable Instant heard) {
        this.log = log;
        this.since = since;
        this.heard = heard;
    }

    /// Goes on after what came from elsewhere.
    ///
    /// @param heard when the last of that came
    static LogFeed after(ContainerLog log, Instant heard) {
        return new LogFeed(log, null, heard);
    }

    /// Goes on after what came from here.
    ///
    /// @param heard when the last of that came
    LogFeed after(Instant heard) {
        return new LogFeed(log, since, heard);
    }

    /// Another reading of a stream.
    private static final class Again {

        private final CRC32 sum = new CRC32();
        private final long known;
        private final long knownSum;
        private long bytes;

        Again(Output.Told told) {
            this.known = told.bytes();
            this.knownSum = told.checksum();
        }

        /// @return what is new of it
        /// @throws BegunAnew if what came before is not what came the first time
        ByteBuffer rest(ByteBuffer data) throws BegunAnew {
            int old = (int) Math.min(known - bytes, data.remaining());
            if (old > 0) {
                sum.update(data.slice(data.position(), old));
                bytes += old;
                if (bytes == known) {
                    verify();
                }
            }
            return data.slice(data.position() + old, data.remaining() - old);
        }

        void verify() throws BegunAnew {
            if (bytes < known || sum.getValue() != knownSum) {
                throw new BegunAnew();
            }
        }
    }

    private static final class BegunAnew extends IOException {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public void receive(Output output, Consumer<Closeable> opened, Runnable watch)
            throws IOException {
        watch.run();
        try {
            read(true, output, opened);
        } catch (BegunAnew e) {
            output.gap(NOT_THE_SAME);
            output.countAnew();
            since = heard;
            read(true, output, opened);
        }
    }

    @Override
    public void receiveRest(Output output) throws IOException {
        try {
            var last = read(false, output, _ -> {});
            last.out.verify();
            last.err.verify();
        } catch (BegunAnew e) {
            output.gap(BEGUN_ANEW);
        }
    }

    private record Reading(Again out, Again err) {}

    private Reading read(boolean follow, Output output, Consumer<Closeable> opened)
            throws IOException {
        var reading = new Reading(new Again(output.toldOut()), new Again(output.toldErr()));
        log.read(
                follow,
                since,
                opened,
                (stderr, data) -> {
                    var rest = (stderr ? reading.err : reading.out).rest(data);
                    if (rest.hasRemaining()) {
                        if (stderr) {
                            output.stderr(rest);
                        } else {
                            output.stdout(rest);
                        }
                    }
                    return true;
                });
        return reading;
    }
}
