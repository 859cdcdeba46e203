package ai.openclaw.egress;

import java.util.Locale;

/// Why something does not go out.
enum Why {
    MALFORMED(400, "The request is not valid"),
    NO_TOKEN(407, "Task token needed"),
    NOT_ALLOWED(403, "Not allowed by the agent"),
    CLOSED_ADDRESS(403, "Not an address of the open internet"),
    NOT_TLS(403, "Only TLS passes through CONNECT"),
    OTHER_NAME(403, "TLS asks for another host"),
    UNKNOWN_NAME(502, "No such host"),
    UNREACHABLE(502, "The host does not answer"),
    TOO_SLOW(504, "The host takes too long"),
    TOO_MANY(503, "Too many connections"),
    AWAY(503, "Not available just now");

    private final int status;
    private final String title;

    Why(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /// Whether it was refused for what it is, which somebody should know of.
    boolean denied() {
        return status == 403;
    }

    /// Whether it was fine, and the other side was not.
    boolean failed() {
        return status == 502 || status == 504;
    }

    /// Such as `not-allowed`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
