package ai.openclaw.database;

/// Postgres cannot be had. The message says why and what to do, for the person who starts the
/// gateway.
public class PostgresUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostgresUnavailable(String message) {
        super(message);
    }

    PostgresUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
