package ai.openclaw.base;

/// What the request names does not exist. Becomes a 404 problem.
public class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param kind what was looked for, such as `task`
    /// @param id the name it was looked for by
    public NotFound(String kind, Object id) {
        super("There is no " + kind + " " + id + ".");
    }
}
