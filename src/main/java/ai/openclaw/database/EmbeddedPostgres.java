package ai.openclaw.database;

import ai.openclaw.base.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real Postgres of our own under the home directory: durable (fsync, checksums), reachable on
/// loopback only, every login by password. It runs until [#close], also across the death of the
/// gateway: the next one adopts it.
///
/// The gateway's account owns its database and nothing else; the superuser's is for the launcher.
final class EmbeddedPostgres implements Postgres {

    static final String SUPERUSER = "postgres";
    static final String APPLICATION = "openclaw";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final ClusterFiles files;
    private final RunningServer server;
    private final ServerLog serverLog;
    private final Login login;

    private EmbeddedPostgres(ClusterFiles files, RunningServer server) throws IOException {
        this.files = files;
        this.server = server;
        this.login = files.login(APPLICATION, APPLICATION, server.port());
        this.serverLog = new ServerLog(files.log());
    }

    /// Starts the server or adopts the one that runs already, making its cluster if there is none.
    /// The caller holds the home, so nobody else does the same just now.
    ///
    /// @param root a directory of the home, for everything the server keeps
    /// @param binaries where its programs are unpacked
    /// @throws CannotStart with the end of the server's log
    static EmbeddedPostgres start(Path root, Path binaries) {
        var files = new ClusterFiles(root);
        try {
            ClusterFiles.createPrivateDirectory(root);
            var programs =
                    new ServerPrograms(PostgresBinaries.unpackInto(binaries), files.account());
            String version = programs.version(root);
            if (!Files.exists(files.cluster())) {
                new ClusterCreation(files, programs).run();
            }
            refuseOtherMajor(files, version);
            var launch = new ServerLaunch(files, programs, version);
            RunningServer server = launch.adopt().orElse(null);
            if (server == null) {
                server = launch.start();
            }
            prepareApplicationDatabase(files, server.port());
            return new EmbeddedPostgres(files, server);
        } catch (IOException e) {
            throw new CannotStart(
                    "Could not start Postgres below " + root + ": " + e,
                    "See to the disk and its permissions, or set DATABASE_URL.",
                    e);
        }
    }

    @Override
    public Login login() {
        return login;
    }

    Login superuser(String database) throws IOException {
        return files.login(SUPERUSER, database, server.port());
    }

    long pid() {
        return server.process().pid();
    }

    /// Ends the server: sessions are cut, what was committed is safe.
    @Override
    public void close() {
        serverLog.close();
        server.stop(files.data());
        log.info("Postgres has stopped");
    }

    private static void refuseOtherMajor(ClusterFiles files, String version) throws IOException {
        String data = Files.readString(files.data().resolve("PG_VERSION")).strip();
        String ours = version.replaceFirst("\\..*", "");
        if (!data.equals(ours)) {
            throw new CannotStart(
                    "The data below "
                            + files.data()
                            + " belongs to Postgres "
                            + data
                            + ", and this OpenClaw brings Postgres "
                            + version
                            + ".",
                    "Start the OpenClaw that wrote it, dump the database with pg_dump, and restore"
                            + " the dump here into a new OPENCLAW_HOME; or set DATABASE_URL.");
        }
    }

    /// Makes the account and the database of the gateway. Safe to repeat.
    private static void prepareApplicationDatabase(ClusterFiles files, int port)
            throws IOException {
        try (var connection = ServerIdentity.connect(files.login(SUPERUSER, "postgres", port));
                var statement = connection.createStatement()) {
            // No statement of this session may reach the server's log: one carries a password.
            statement.execute("set log_min_error_statement = panic");
            var role = "select from pg_roles where rolname = '" + APPLICATION + "'";
            if (!statement.executeQuery(role).next()) {
                statement.execute("create role " + APPLICATION + " login");
            }
            String password = files.password(APPLICATION);
            statement.execute("alter role " + APPLICATION + " password '" + password + "'");
            var database = "select from pg_database where datname = '" + APPLICATION + "'";
            if (!statement.executeQuery(database).next()) {
                statement.execute("create database " + APPLICATION + " owner " + APPLICATION);
            }
        } catch (SQLException e) {
            throw new CannotStart(
                    "Postgres runs, but refuses its first commands: " + e.getMessage(),
                    "Its log is " + files.log() + ".",
                    e);
        }
    }
}
