package ai.openclaw.model;

/// A provider's key. Nothing prints it by accident: it is no record, and has no getter by the name
/// of one.
public final class ProviderKey {

    private final String secret;

    ProviderKey(String secret) {
        this.secret = secret;
    }

    /// The key itself, for the one call that needs it.
    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "(a key)";
    }
}
