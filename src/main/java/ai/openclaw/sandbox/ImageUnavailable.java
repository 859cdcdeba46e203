package ai.openclaw.sandbox;

/// The image is not there and could not be pulled. The message is for a person and names the image.
public class ImageUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    public ImageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
