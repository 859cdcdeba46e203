package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.handover.Output;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A container's standard streams over one connection: an HTTP request that upgrades to a raw
/// stream, input as it is, output in frames with a header of 8 bytes (`POST
/// /containers/{id}/attach` of the Engine API). docker-java's own attach never ends the container's
/// standard input.
final class Attachment implements Closeable {

    private static final int STDERR = 2;

    private final RawConnection connection;

    private Attachment(RawConnection connection) {
        this.connection = connection;
    }

    /// Attaches to a container's input and output.
    ///
    /// @throws IOException if the engine does not answer or refuses
    private static Attachment to(DockerAddress address, String container) throws IOException {
        var connection = new RawConnection(address);
        try {
            var answer =
                    connection.ask(
                            "POST /containers/"
                                    + container
                                    + "/attach?stream=1&stdin=1&stdout=1&stderr=1",
                            "Connection: Upgrade",
                            "Upgrade: tcp");
            if (answer.status() != 101) {
                throw new IOException("the engine refused the attach: HTTP " + answer.status());
            }
            return new Attachment(connection);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /// Hands a program over to a container that waits, and gets its output from the beginning.
    static Feed handingOver(DockerAddress address, String container, byte[] line) {
        return (output, opened, watch) -> {
            try (var attachment = to(address, container)) {
                opened.accept(attachment);
                attachment.connection.write(line);
                // Ends the container's standard input; its output goes on.
                attachment.connection.endOutput();
                watch.run();
                attachment.receive(output);
            }
        };
    }

    /// Delivers output until the container's end, or until the engine's.
    ///
    /// @throws EOFException if the connection ended within a frame
    private void receive(Output output) throws IOException {
        var header = ByteBuffer.allocate(8);
        while (connection.ready()) {
            header.clear();
            while (header.hasRemaining()) {
                header.put(connection.next());
            }
            long left = Integer.toUnsignedLong(header.getInt(4));
            while (left > 0) {
                var piece = connection.piece(left);
                left -= piece.remaining();
                if (header.get(0) == STDERR) {
                    output.stderr(piece);
                } else {
                    output.stdout(piece);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
