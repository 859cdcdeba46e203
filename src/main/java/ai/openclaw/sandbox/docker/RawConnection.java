package ai.openclaw.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// One HTTP request to the engine on a connection of its own, for the two calls where docker-java
/// keeps too much to itself: [Attachment] and [Archives].
final class RawConnection implements Closeable {

    /// @param status of HTTP
    /// @param text all of it, a line for each header
    record Head(int status, String text) {

        /// @param start of a header's line, in lower case
        boolean has(String start) {
            return text.toLowerCase(Locale.ROOT).contains("\r\n" + start);
        }

        /// The value of a header.
        Optional<String> field(String name) {
            return text.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    private static final int HEAD_LIMIT = 16 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();

    RawConnection(DockerAddress address) throws IOException {
        this.channel = address.connect();
    }

    /// Sends a request without a body and reads the answer's head; its body follows.
    ///
    /// @param request method and path
    /// @param headers a line each
    Head ask(String request, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        write(
                (request + " HTTP/1.1\r\nHost: docker\r\n" + lines + "Content-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            byte b = next();
            head.write(b);
            newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
            if (head.size() > HEAD_LIMIT) {
                throw new IOException("the engine's answer is no HTTP");
            }
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        if (!text.matches("(?si)http/1\\.[01] \\d{3}.*")) {
            throw new IOException("the engine's answer is no HTTP");
        }
        return new Head(Integer.parseInt(text.substring(9, 12)), text);
    }

    /// The next byte.
    ///
    /// @throws EOFException if there is none
    byte next() throws IOException {
        if (!ready()) {
            throw new EOFException("the engine closed the connection");
        }
        return buffer.get();
    }

    /// Waits for bytes.
    ///
    /// @return false if there will be none
    boolean ready() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        return read > 0;
    }

    /// At least one and at most so many bytes, valid until the next call.
    ///
    /// @throws EOFException if there are none
    ByteBuffer piece(long most) throws IOException {
        if (!ready()) {
            throw new EOFException("the engine closed the connection");
        }
        int size = (int) Math.min(most, buffer.remaining());
        var piece = buffer.slice(buffer.position(), size).asReadOnlyBuffer();
        buffer.position(buffer.position() + size);
        return piece;
    }

    void write(byte[] bytes) throws IOException {
        var data = ByteBuffer.wrap(bytes);
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /// Ends what goes to the engine; what comes from it goes on.
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /// Ends both directions; who is reading gets an exception.
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
