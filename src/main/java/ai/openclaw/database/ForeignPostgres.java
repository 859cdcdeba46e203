package ai.openclaw.database;

import ai.openclaw.base.CannotStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that somebody else runs, named by `DATABASE_URL`.
record ForeignPostgres(Login login) implements Postgres {

    private static final Logger log = LoggerFactory.getLogger(ForeignPostgres.class);
    private static final int OLDEST_VERSION = 15;

    /// Waits for the server, which may be starting beside us, and looks at its version.
    ///
    /// @throws CannotStart if it does not answer in time, refuses the login or is too old
    static ForeignPostgres reach(Login login, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean said = false;
        while (true) {
            try (var connection = login.connect(Duration.ofSeconds(5), Map.of())) {
                refuseOldVersion(connection);
                return new ForeignPostgres(login);
            } catch (SQLException e) {
                if (!mayPass(e) || System.nanoTime() > deadline) {
                    throw new CannotStart(
                            "Postgres does not let us in as " + login + ": " + e.getMessage(),
                            "Start the server, or correct DATABASE_URL.",
                            e);
                }
                if (!said) {
                    log.info("Waiting for Postgres: {}", login);
                    said = true;
                }
            }
            pause();
        }
    }

    @Override
    public void close() {}

    /// No connection (class 08), or a server that is starting or stopping (57P03).
    private static boolean mayPass(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.equals("57P03"));
    }

    private static void refuseOldVersion(Connection connection) throws SQLException {
        var server = connection.getMetaData();
        refuseOldVersion(server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
    }

    static void refuseOldVersion(int major, String version) {
        if (major < OLDEST_VERSION) {
            throw new CannotStart(
                    "The Postgres named by DATABASE_URL is version "
                            + version
                            + "; OpenClaw needs "
                            + OLDEST_VERSION
                            + " or newer.",
                    "Upgrade the server, name another one, or leave DATABASE_URL unset for the"
                            + " embedded Postgres.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while waiting for Postgres.", "Start again.", e);
        }
    }
}
