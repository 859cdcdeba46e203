package ai.openclaw.worker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/// A tar stream that is written on a thread of its own while it is read, in constant memory. If the
/// writer fails, the reader gets its failure, never a tar that looks whole.
final class TarPipe extends InputStream {

    /// What goes in.
    @FunctionalInterface
    interface Content {
        void writeTo(TarArchiveOutputStream tar) throws IOException;
    }

    private static final int BUFFER = 256 * 1024;

    private final PipedInputStream in = new PipedInputStream(BUFFER);
    private volatile @Nullable Exception failure;

    TarPipe(Content content) throws IOException {
        var out = new PipedOutputStream(in);
        Thread.ofVirtual().name("tar-writer").start(() -> write(content, out));
    }

    private void write(Content content, PipedOutputStream out) {
        try (out;
                var tar =
                        new TarArchiveOutputStream(
                                new BufferedOutputStream(out, BUFFER / 4),
                                StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            try {
                content.writeTo(tar);
            } catch (IOException | RuntimeException e) {
                // Before the closing ends the stream.
                failure = e;
            }
        } catch (IOException | RuntimeException e) {
            if (failure == null) {
                failure = e;
            }
        }
    }

    @Override
    public int read() throws IOException {
        return checked(in.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return checked(in.read(buffer, offset, length));
    }

    private int checked(int read) throws IOException {
        Exception cause = failure;
        if (cause != null) {
            throw new IOException("the input files cannot be read: " + cause.getMessage(), cause);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
