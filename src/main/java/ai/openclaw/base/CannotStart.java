package ai.openclaw.base;

/// The gateway cannot start as things are. Printed to the person who starts it without a stack
/// trace, so both texts are whole sentences and hold no secret.
public class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String cure;

    /// @param what is wrong, with what was seen
    /// @param cure what the person can do
    public CannotStart(String what, String cure) {
        super(what);
        this.cure = cure;
    }

    public CannotStart(String what, String cure, Throwable cause) {
        super(what, cause);
        this.cure = cure;
    }

    public String cure() {
        return cure;
    }
}
