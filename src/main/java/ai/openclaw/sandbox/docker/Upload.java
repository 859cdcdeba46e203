package ai.openclaw.sandbox.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A stream on its way into a container. The engine holds the container's lock until the stream
/// ends, so whoever wants to stop the container must be able to cut it.
final class Upload extends FilterInputStream {

    private static final Duration SILENCE = Duration.ofMinutes(2);

    private volatile boolean cut;
    private volatile long lastRead = System.nanoTime();
    private volatile @Nullable IOException failure;

    Upload(InputStream in) {
        super(in);
    }

    /// Ends it with an error, at the next read.
    void cut() {
        cut = true;
    }

    /// Nanoseconds that may pass until the next read.
    long patience() {
        return lastRead + SILENCE.toNanos() - System.nanoTime();
    }

    /// What was wrong with the stream itself.
    @Nullable IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            if (cut) {
                throw new IOException("the sandbox was stopped");
            }
            return in.read(target, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            lastRead = System.nanoTime();
        }
    }

    /// The stream belongs to who opened it.
    @Override
    public void close() {}
}
