package ai.openclaw.worker;

/// A step was broken off, or not begun, because the attempt is to end.
final class Stopped extends Exception {

    private static final long serialVersionUID = 1L;
    private final transient StopCause cause;

    Stopped(StopCause cause) {
        super(cause.word(), null, false, false);
        this.cause = cause;
    }

    StopCause why() {
        return cause;
    }
}
