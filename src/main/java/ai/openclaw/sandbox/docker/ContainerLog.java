package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.handover.HandOver;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the engine has written down of a container's output (`GET /containers/{id}/logs` of the
/// Engine API), in frames as [Attachment] gets them, one for each line. A line that is not finished
/// is written down when it is, or at the end.
record ContainerLog(DockerAddress address, String container) {

    private static final int STDERR = 2;

    /// Takes one piece after the other.
    @FunctionalInterface
    interface Pieces {

        /// @param data valid only during the call
        /// @return whether to go on
        boolean piece(boolean stderr, ByteBuffer data) throws IOException;
    }

    /// Whether it begins with the line that says that the program was taken.
    ///
    /// @throws IOException if the engine does not answer or the container is gone
    boolean beginsWithTaken() throws IOException {
        var taken = new boolean[1];
        read(
                false,
                null,
                _ -> {},
                (stderr, data) -> {
                    taken[0] = !stderr && data.get(data.position()) == HandOver.TAKEN.charAt(0);
                    return stderr;
                });
        return taken[0];
    }

    /// Reads it from its beginning.
    ///
    /// @param follow until the container's end, else what there is
    /// @param since only what was written down then or later
    /// @param opened gets what, when closed, ends the reading
    /// @throws IOException if the engine does not answer, the container is gone or it breaks off
    void read(boolean follow, @Nullable Instant since, Consumer<Closeable> opened, Pieces pieces)
            throws IOException {
        try (var connection = new RawConnection(address)) {
            opened.accept(connection);
            var head = connection.ask("GET " + path(follow, since), "Connection: close");
            if (head.status() != 200) {
                throw new IOException(
                        head.status() == 404
                                ? "its container is gone"
                                : "the engine refused its log: HTTP " + head.status());
            }
            read(Body.of(head, connection), pieces);
        }
    }

    private String path(boolean follow, @Nullable Instant since) {
        return "/containers/"
                + container
                + "/logs?stdout=1&stderr=1"
                + (follow ? "&follow=1" : "")
                + (since == null
                        ? ""
                        : "&since=%d.%09d".formatted(since.getEpochSecond(), since.getNano()));
    }

    private static void read(InputStream body, Pieces pieces) throws IOException {
        var buffer = new byte[32 * 1024];
        while (true) {
            int header = body.readNBytes(buffer, 0, 8);
            if (header == 0) {
                return;
            }
            if (header < 8) {
                throw new EOFException("the log ended within a frame");
            }
            boolean stderr = buffer[0] == STDERR;
            long left = Integer.toUnsignedLong(ByteBuffer.wrap(buffer).getInt(4));
            while (left > 0) {
                int size = body.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                if (size == 0) {
                    throw new EOFException("the log ended within a frame");
                }
                left -= size;
                if (!pieces.piece(stderr, ByteBuffer.wrap(buffer, 0, size).asReadOnlyBuffer())) {
                    return;
                }
            }
        }
    }
}
