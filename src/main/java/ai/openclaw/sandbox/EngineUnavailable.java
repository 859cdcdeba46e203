package ai.openclaw.sandbox;

import org.jspecify.annotations.Nullable;

/// The engine does not answer, or refused what it should not have refused. The message says which
/// engine, where, and why, for a person.
public class EngineUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
