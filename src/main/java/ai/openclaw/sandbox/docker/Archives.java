package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Tar streams out of containers. docker-java's own stream reads to its end when it is closed,
/// which a hostile one (20 GB of zeros in a sparse file) makes long; this one drops the connection.
final class Archives {

    private final DockerAddress address;
    private final DockerCalls calls;

    Archives(DockerAddress address, DockerCalls calls) {
        this.address = address;
        this.calls = calls;
    }

    /// A file or folder of a container, running or not. Closing it before its end is cheap.
    ///
    /// @throws NotFoundException if there is no such path, or no such container
    InputStream read(String container, String path) {
        return calls.call(
                "reading " + path,
                () -> {
                    var connection = new RawConnection(address);
                    try {
                        return open(connection, container, path);
                    } catch (IOException | RuntimeException e) {
                        connection.close();
                        throw e;
                    }
                });
    }

    private static InputStream open(RawConnection connection, String container, String path)
            throws IOException {
        var answer =
                connection.ask(
                        "GET /containers/"
                                + container
                                + "/archive?path="
                                + URLEncoder.encode(path, StandardCharsets.UTF_8),
                        "Connection: close");
        InputStream body =
                answer.has("transfer-encoding: chunked")
                        ? new Chunks(connection)
                        : new Rest(connection);
        if (answer.status() == 200) {
            return body;
        }
        String message = new String(body.readNBytes(4096), StandardCharsets.UTF_8);
        throw answer.status() == 404
                ? new NotFoundException(message)
                : new DockerException(message, answer.status());
    }

    /// A body that ends with the connection.
    private static class Rest extends InputStream {

        final RawConnection connection;

        Rest(RawConnection connection) {
            this.connection = connection;
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

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /// A body in chunks (RFC 9112, 7.1), whose end can be told from a broken connection.
    private static final class Chunks extends Rest {

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
            for (byte b = connection.next(); b != '\n'; b = connection.next()) {
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
