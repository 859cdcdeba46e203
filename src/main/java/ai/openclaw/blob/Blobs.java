package ai.openclaw.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Stores and opens [Blob]s. Never holds more than a chunk in memory, nor a connection while the
/// other side is slow.
@Component
public class Blobs {

    /// Reads `in` to its end and stores it.
    ///
    /// @throws ai.openclaw.base.TooLarge past `maxBytes`; nothing is kept then
    public Blob store(InputStream in, long maxBytes) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// The content from its first byte; the caller closes it.
    ///
    /// @throws ai.openclaw.base.NotFound if there is none
    public InputStream open(UUID id) {
        throw new UnsupportedOperationException();
    }

    /// Deletes the blob; deleting one that is gone does nothing.
    public void delete(UUID id) {
        throw new UnsupportedOperationException();
    }
}
