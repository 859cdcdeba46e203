package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.handover.Output;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A program's output out of its container's log, each byte once although it is read twice: the
/// engine, asked to follow, leaves out a last line that has no end. The second reading also shows
/// whether the log was begun anew meanwhile, as it is when it outgrows its file; a follower then
/// misses lines without a word.
final class LogFeed implements Feed {

    private static final String BEGUN_ANEW =
            "The program printed more than the engine keeps for a gateway that comes back: some of"
                    + " its output before this is missing.";

    private final ContainerLog log;
    private final @Nullable Instant since;
    private final Told stdout = new Told();
    private final Told stderr = new Told();

    LogFeed(ContainerLog log, @Nullable Instant since) {
        this.log = log;
        this.since = since;
    }

    /// What of one stream has been delivered.
    private static final class Told {

        private final CRC32 sum = new CRC32();
        private long bytes;

        void add(ByteBuffer data) {
            sum.update(data.duplicate());
            bytes += data.remaining();
        }
    }

    /// One more reading of a stream.
    private static final class Again {

        private final CRC32 sum = new CRC32();
        private final Told before;
        private final long known;
        private final long knownSum;
        private long bytes;

        Again(Told before) {
            this.before = before;
            this.known = before.bytes;
            this.knownSum = before.sum.getValue();
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
            var rest = data.slice(data.position() + old, data.remaining() - old);
            before.add(rest);
            return rest;
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
        log.read(
                true,
                since,
                opened,
                (isStderr, data) -> {
                    (isStderr ? stderr : stdout).add(data);
                    deliver(output, isStderr, data);
                    return true;
                });
    }

    @Override
    public void receiveRest(Output output) throws IOException {
        var out = new Again(stdout);
        var err = new Again(stderr);
        try {
            log.read(
                    false,
                    since,
                    _ -> {},
                    (isStderr, data) -> {
                        deliver(output, isStderr, (isStderr ? err : out).rest(data));
                        return true;
                    });
            out.verify();
            err.verify();
        } catch (BegunAnew e) {
            output.gap(BEGUN_ANEW);
        }
    }

    private static void deliver(Output output, boolean stderr, ByteBuffer data) throws IOException {
        if (!data.hasRemaining()) {
            return;
        }
        if (stderr) {
            output.stderr(data);
        } else {
            output.stdout(data);
        }
    }
}
