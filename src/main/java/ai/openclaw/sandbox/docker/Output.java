package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Passes a container's output on, from the byte on that says that the program was taken. What
/// standard error brought before waits for it: the engine keeps no order between the two.
final class Output implements Attachment.Receiver {

    /// The sink threw.
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(RuntimeException cause) {
            super(cause);
        }
    }

    private static final int EARLY_LIMIT = 64 * 1024;

    private final OutputSink sink;
    private final Runnable onTaken;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private boolean taken;

    Output(OutputSink sink, Runnable onTaken) {
        this.sink = sink;
        this.onTaken = onTaken;
    }

    /// Whether the program took the bootstrap's place.
    boolean taken() {
        return taken;
    }

    /// What the bootstrap said about its failure.
    String complaint() {
        return early.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void stdout(ByteBuffer data) throws IOException {
        if (!taken) {
            if (data.get() != HandOver.TAKEN) {
                throw new IOException("the image's /bin/sh says something of its own");
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

    @Override
    public void stderr(ByteBuffer data) throws IOException {
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

    private static void deliver(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException e) {
            throw new Refused(e);
        }
    }
}
