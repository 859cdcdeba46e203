package ai.openclaw.base;

/// What the request asks for does not go with the present state. Becomes a 409 problem.
public class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Conflict(String detail) {
        super(detail);
    }
}
