package ai.openclaw.sandbox.handover;

import ai.openclaw.sandbox.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Passes a program's output on, from the line on that says that the program was taken. What
/// standard error brought before waits for it: there is no order between the two. For one thread at
/// a time.
public final class Output {

    /// The sink threw.
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(RuntimeException cause) {
            super(cause);
        }
    }

    /// How much of one stream has come, whether or not it was passed on, and a checksum over it.
    public static final class Told {

        private final CRC32 sum = new CRC32();
        private long bytes;

        private void add(ByteBuffer data) {
            sum.update(data.duplicate());
            bytes += data.remaining();
        }

        private void reset() {
            sum.reset();
            bytes = 0;
        }

        public long bytes() {
            return bytes;
        }

        /// CRC-32.
        public long checksum() {
            return sum.getValue();
        }
    }

    private static final int EARLY_LIMIT = 64 * 1024;

    private final OutputSink sink;
    private final Runnable onTaken;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private final Told stdout = new Told();
    private final Told stderr = new Told();
    private int known;
    private boolean taken;

    /// Of a program that is known to have taken the bootstrap's place; all of it is passed on.
    public static Output ofTaken(OutputSink sink) {
        var output = new Output(sink, () -> {});
        output.taken = true;
        return output;
    }

    /// @param onTaken called once, when the program has taken the bootstrap's place
    public Output(OutputSink sink, Runnable onTaken) {
        this.sink = sink;
        this.onTaken = onTaken;
    }

    /// Whether the program took the bootstrap's place.
    public boolean taken() {
        return taken;
    }

    /// What has come of standard output.
    public Told toldOut() {
        return stdout;
    }

    /// What has come of standard error.
    public Told toldErr() {
        return stderr;
    }

    /// What comes from here on is counted from here on.
    public void countAnew() {
        stdout.reset();
        stderr.reset();
    }

    /// What the bootstrap said about its failure.
    public String complaint() {
        return early.toString(StandardCharsets.UTF_8).strip();
    }

    /// @throws IOException if this is no output of our bootstrap
    /// @throws Refused if the sink did not take it
    public void stdout(ByteBuffer data) throws IOException {
        stdout.add(data);
        while (!taken && data.hasRemaining()) {
            if (data.get() != HandOver.TAKEN.charAt(known++)) {
                throw new IOException("the image's /bin/sh says something of its own");
            }
            if (known < HandOver.TAKEN.length()) {
                continue;
            }
            taken = true;
            onTaken.run();
            if (early.size() > 0) {
                deliver(() -> sink.stderr(ByteBuffer.wrap(early.toByteArray())));
            }
        }
        if (data.hasRemaining()) {
            deliver(() -> sink.stdout(data));
        }
    }

    /// @throws IOException if the bootstrap complains without end
    /// @throws Refused if the sink did not take it
    public void stderr(ByteBuffer data) throws IOException {
        stderr.add(data);
        if (taken) {
            deliver(() -> sink.stderr(data));
            return;
        }
        if (early.size() + data.remaining() > EARLY_LIMIT) {
            throw new IOException("the bootstrap failed: " + complaint().substring(0, 200));
        }
        var copy = new byte[data.remaining()];
        data.get(copy);
        early.writeBytes(copy);
    }

    /// Some of it cannot be had any more.
    ///
    /// @throws Refused if the sink did not take it
    public void gap(String why) {
        deliver(() -> sink.gap(why));
    }

    private static void deliver(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException e) {
            throw new Refused(e);
        }
    }
}
