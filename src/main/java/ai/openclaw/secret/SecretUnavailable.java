package ai.openclaw.secret;

/// An attempt cannot be given what its agent names. The message says which secret and the cure, for
/// people.
public final class SecretUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    SecretUnavailable(String message) {
        super(message);
    }
}
