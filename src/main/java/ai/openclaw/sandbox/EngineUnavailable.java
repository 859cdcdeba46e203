package ai.openclaw.sandbox;

/// The engine does not answer, or refused what it should not have refused.
public class EngineUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
