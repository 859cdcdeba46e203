package ai.openclaw.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real Postgres of our own under the home directory: durable (fsync, checksums), reachable on
/// loopback only, every login by password. It runs until [#close], also across the death of the
/// gateway.
final class EmbeddedPostgres implements AutoCloseable {

    static final String SUPERUSER = "postgres";
    static final String APPLICATION = "openclaw";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ClusterFiles files;
    private final int port;
    private final ProcessHandle process;

    private EmbeddedPostgres(ClusterFiles files, int port, ProcessHandle process) {
        this.files = files;
        this.port = port;
        this.process = process;
    }

    /// Starts the server, making its cluster if there is none.
    ///
    /// @param root a directory of the home, for everything the server keeps
    /// @param binaries where its programs are unpacked
    /// @throws PostgresUnavailable with the end of the server's log
    static EmbeddedPostgres start(Path root, Path binaries) {
        var files = new ClusterFiles(root);
        try {
            ClusterFiles.createPrivateDirectory(root);
            Path programs = PostgresBinaries.unpackInto(binaries);
            if (!Files.exists(files.cluster())) {
                new ClusterCreation(files, programs).run();
            }
            int port = freePort();
            var server = launch(files, programs, port);
            server.awaitReady();
            server.prepareApplicationDatabase();
            return server;
        } catch (IOException e) {
            throw new PostgresUnavailable("Could not start Postgres below " + root + ": " + e, e);
        }
    }

    /// The gateway's own login, which owns its database and nothing else.
    Login login() throws IOException {
        return new Login(jdbcUrl(APPLICATION), APPLICATION, files.password(APPLICATION));
    }

    Login superuser() throws IOException {
        return new Login(jdbcUrl("postgres"), SUPERUSER, files.password(SUPERUSER));
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// Ends the server: sessions are cut, what was committed is safe.
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        signal("INT");
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            log.warn("Postgres did not stop within 30 s, ending it at once: {}", e.toString());
            signal("QUIT");
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, "" + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EmbeddedPostgres launch(ClusterFiles files, Path programs, int port)
            throws IOException {
        ServerAccount account = files.account();
        ServerConfiguration.write(files, account, port);
        Path seenData = account.seen(files.cluster(), files.data());
        var builder =
                new ProcessBuilder(
                        account.command(
                                programs,
                                files.cluster(),
                                List.of("postgres", "-D", seenData.toString())));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        return new EmbeddedPostgres(files, port, builder.start().toHandle());
    }

    private void awaitReady() throws IOException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                connect(superuser()).close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive()) {
                    throw new PostgresUnavailable("Postgres did not start:\n" + files.logTail());
                }
                if (Instant.now().isAfter(limit)) {
                    close();
                    throw new PostgresUnavailable(
                            "Postgres was not ready within 60 s:\n" + files.logTail(), e);
                }
            }
            pause();
        }
    }

    /// Makes the login and the database of the gateway. Safe to repeat.
    private void prepareApplicationDatabase() throws IOException {
        try (var connection = connect(superuser());
                var statement = connection.createStatement()) {
            // No statement of this session may reach the server's log: one carries a password.
            statement.execute("set log_min_error_statement = panic");
            var exists = "select from pg_roles where rolname = '" + APPLICATION + "'";
            if (!statement.executeQuery(exists).next()) {
                statement.execute("create role openclaw login");
            }
            String password = files.password(APPLICATION);
            statement.execute("alter role openclaw password '" + password + "'");
            var there = "select from pg_database where datname = '" + APPLICATION + "'";
            if (!statement.executeQuery(there).next()) {
                statement.execute("create database openclaw owner openclaw");
            }
        } catch (SQLException e) {
            throw new PostgresUnavailable("Postgres started, but refuses its first commands", e);
        }
    }

    private static Connection connect(Login login) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        return DriverManager.getConnection(login.jdbcUrl(), properties);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("Interrupted while Postgres was starting", e);
        }
    }
}
