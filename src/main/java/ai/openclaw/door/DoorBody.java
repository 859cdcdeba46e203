package ai.openclaw.door;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/// Bodies of requests out of sandboxes.
public final class DoorBody {

    private DoorBody() {}

    /// All of it; empty if it is longer than `most` bytes. No more than that is held.
    public static Optional<byte[]> read(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            return Optional.empty();
        }
        byte[] bytes = request.getInputStream().readNBytes(most + 1);
        return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }
}
