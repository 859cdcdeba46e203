package ai.openclaw.sandbox;

import org.jspecify.annotations.Nullable;

/// The image is not there, could not be pulled, or cannot be used as a sandbox. The message is for
/// a person and names the image.
public class ImageUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    public ImageUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
