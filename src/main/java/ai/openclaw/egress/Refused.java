package ai.openclaw.egress;

/// Something does not go out. The message is for the person who reads the program's log.
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Why why;

    Refused(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    static Refused malformed(String message) {
        return new Refused(Why.MALFORMED, message);
    }

    Why why() {
        return why;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
