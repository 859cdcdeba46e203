package ai.openclaw.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;

/// The body of an answer on a [RawConnection]. This one ends with the connection, and closing it
/// closes that.
class Body extends InputStream {

    private final RawConnection connection;

    private Body(RawConnection connection) {
        this.connection = connection;
    }

    static Body of(RawConnection.Head head, RawConnection connection) {
        return head.has("transfer-encoding: chunked")
                ? new Chunks(connection)
                : new Body(connection);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        return connection.ready() ? take(target, offset, length) : -1;
    }

    final int take(byte[] target, int offset, long most) throws IOException {
        var piece = connection.piece(most);
        int size = piece.remaining();
        piece.get(target, offset, size);
        return size;
    }

    final byte next() throws IOException {
        return connection.next();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /// A body in chunks (RFC 9112, 7.1), whose end can be told from a broken connection.
    private static final class Chunks extends Body {

        private long left;
        private boolean first = true;
        private boolean ended;

        Chunks(RawConnection connection) {
            super(connection);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && !ended) {
                nextChunk();
            }
            if (ended) {
                return -1;
            }
            int size = take(target, offset, Math.min(left, length));
            left -= size;
            return size;
        }

        private void nextChunk() throws IOException {
            if (!first) {
                line();
            }
            first = false;
            String size = line().split(";", 2)[0].strip();
            try {
                left = Long.parseLong(size, 16);
            } catch (NumberFormatException e) {
                throw new IOException("the engine's answer is no HTTP", e);
            }
            ended = left == 0;
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (byte b = next(); b != '\n'; b = next()) {
                if (b != '\r') {
                    line.append((char) b);
                }
                if (line.length() > 1024) {
                    throw new IOException("the engine's answer is no HTTP");
                }
            }
            return line.toString();
        }
    }
}
