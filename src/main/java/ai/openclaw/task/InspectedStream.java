package ai.openclaw.task;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A stream that an inspector on a thread of its own reads along with. Its end comes only when the
/// inspector has read to the end too and has nothing against it; what the inspector throws, the
/// reader gets. Holds one buffer, so neither runs far ahead. Not for several readers.
final class InspectedStream extends FilterInputStream {

    private static final int BUFFER = 1 << 18;

    private final PipedOutputStream copy = new PipedOutputStream();
    private final FutureTask<Boolean> inspection;

    /// Reads its stream to the end, or throws.
    @FunctionalInterface
    interface Inspector {
        void inspect(InputStream in) throws IOException;
    }

    InspectedStream(InputStream in, Inspector inspector) throws IOException {
        super(in);
        var pipe = new PipedInputStream(copy, BUFFER);
        inspection =
                new FutureTask<>(() -> {
                    try (pipe) {
                        inspector.inspect(pipe);
                    }
                    return true;
                });
        Thread.ofVirtual().name("inspection").start(inspection);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int n = in.read(to, offset, length);
        if (n < 0) {
            copy.close();
            verdict();
        } else {
            hand(to, offset, n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        throw new IOException("every byte must be seen");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Ends the inspection where it is; the stream below stays open.
    @Override
    public void close() throws IOException {
        copy.close();
    }

    private void hand(byte[] bytes, int offset, int length) throws IOException {
        try {
            copy.write(bytes, offset, length);
            copy.flush();
        } catch (IOException e) {
            // The other end is closed only when the inspector has made up its mind.
            verdict();
            throw e;
        }
    }

    private void verdict() throws IOException {
        try {
            inspection.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException refused -> throw refused;
                case IOException failed -> throw failed;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }
}
