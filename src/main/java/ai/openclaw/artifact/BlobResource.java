package ai.openclaw.artifact;

import ai.openclaw.blob.Blobs;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

/// A blob for Spring, which streams it and answers `Range`.
final class BlobResource extends AbstractResource {

    private final Blobs blobs;
    private final UUID blob;
    private final long bytes;

    BlobResource(Blobs blobs, UUID blob, long bytes) {
        this.blobs = blobs;
        this.blob = blob;
        this.bytes = bytes;
    }

    @Override
    public InputStream getInputStream() {
        return blobs.open(blob);
    }

    @Override
    public long contentLength() {
        return bytes;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public String getDescription() {
        return "blob " + blob;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlobResource that && blob.equals(that.blob);
    }

    @Override
    public int hashCode() {
        return blob.hashCode();
    }
}
