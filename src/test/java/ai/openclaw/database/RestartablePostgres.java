package ai.openclaw.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A Postgres for several gateways, in processes of its own, which a test ends and starts again as
/// it likes. Its port stays the same.
public final class RestartablePostgres implements AutoCloseable {

    private final Path root;
    private EmbeddedPostgres server;

    private RestartablePostgres(Path root) {
        this.root = root;
        this.server = launch();
    }

    /// @param root a directory for all that it keeps; its parent exists
    public static RestartablePostgres start(Path root) {
        return new RestartablePostgres(root);
    }

    /// As `DATABASE_URL`.
    public String url() {
        var login = server.login();
        return login.jdbcUrl()
                .replace(
                        "jdbc:postgresql://",
                        "postgres://"
                                + login.username()
                                + ":"
                                + Objects.requireNonNull(login.password())
                                + "@");
    }

    public Connection connect() {
        var login = server.login();
        try {
            return DriverManager.getConnection(login.jdbcUrl(), login.username(), login.password());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What lies in it, with connections of its own. Whoever serves it first migrates it.
    public TestPostgres.Database database() {
        var login = server.login();
        var dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(login.jdbcUrl());
        dataSource.setUsername(login.username());
        dataSource.setPassword(login.password());
        dataSource.setMaximumPoolSize(2);
        return new TestPostgres.Database(
                dataSource,
                login.jdbcUrl(),
                login.username(),
                Objects.requireNonNull(login.password()),
                JdbcClient.create(dataSource),
                new TransactionTemplate(new JdbcTransactionManager(dataSource)));
    }

    /// Of the server's first process, the parent of all others.
    public long pid() {
        return server.pid();
    }

    /// Ends it.
    ///
    /// @param immediately without a checkpoint, so that the next start has to recover; else
    ///   sessions are cut and all is written down
    public void stop(boolean immediately) {
        if (immediately) {
            var process = ProcessHandle.of(server.pid());
            process.ifPresent(it -> ServerProcesses.signal(it, "QUIT"));
            ServerProcesses.awaited(
                    () -> process.map(it -> !it.isAlive()).orElse(true), Duration.ofSeconds(10));
        }
        server.close();
    }

    public void startAgain() {
        server = launch();
    }

    @Override
    public void close() {
        server.close();
    }

    private EmbeddedPostgres launch() {
        return EmbeddedPostgres.start(root, Path.of("target/postgres-binaries").toAbsolutePath());
    }
}
