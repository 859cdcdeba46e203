package ai.openclaw.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads a blob chunk by chunk, each with a connection of its own. Skipping reads nothing.
final class BlobStream extends InputStream {

    private final JdbcClient jdbc;
    private final UUID blob;
    private final long bytes;
    private long position;
    private byte[] chunk = new byte[0];
    private int chunkNumber = -1;
    private boolean closed;

    BlobStream(JdbcClient jdbc, UUID blob, long bytes) {
        this.jdbc = jdbc;
        this.blob = blob;
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (closed) {
            throw new IOException("closed");
        }
        if (length == 0) {
            return 0;
        }
        if (position == bytes) {
            return -1;
        }
        fetch((int) (position / Blobs.CHUNK_BYTES));
        int from = (int) (position % Blobs.CHUNK_BYTES);
        int some = Math.min(length, chunk.length - from);
        System.arraycopy(chunk, from, to, offset, some);
        position += some;
        return some;
    }

    @Override
    public long skip(long n) {
        long skipped = Math.clamp(n, 0, bytes - position);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        int inChunk = (int) (position % Blobs.CHUNK_BYTES);
        boolean here = position / Blobs.CHUNK_BYTES == chunkNumber;
        return here ? Math.max(0, chunk.length - inChunk) : 0;
    }

    @Override
    public void close() {
        closed = true;
        chunk = new byte[0];
    }

    private void fetch(int n) throws IOException {
        if (n == chunkNumber) {
            return;
        }
        try {
            chunk =
                    jdbc.sql("select data from blob_chunk where blob = ? and n = ?")
                            .params(blob, n)
                            .query(byte[].class)
                            .optional()
                            .orElseThrow(() -> new IOException("blob " + blob + " was deleted"));
        } catch (DataAccessException e) {
            throw new IOException("blob " + blob + " cannot be read", e);
        }
        long expected = Math.min(Blobs.CHUNK_BYTES, bytes - (long) n * Blobs.CHUNK_BYTES);
        if (chunk.length != expected) {
            throw new IOException("blob " + blob + " is damaged at chunk " + n);
        }
        chunkNumber = n;
    }
}
