package ai.openclaw.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/// One real Postgres for all tests of a JVM, started when first asked for and gone with the JVM.
/// Each test class or test takes a database of its own, with every migration in it.
public final class TestPostgres {

    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger databases = new AtomicInteger();
    private static @Nullable TestPostgres running;

    private final Login superuser;
    private final Login application;

    private TestPostgres(EmbeddedPostgres server) throws IOException {
        this.superuser = server.superuser("postgres");
        this.application = server.login();
    }

    /// A database that holds the result of all migrations and nothing else; the login is, as in
    /// production, no superuser.
    public record Database(
            DataSource dataSource,
            String jdbcUrl,
            String username,
            String password,
            JdbcClient jdbc,
            TransactionTemplate transactions) {

        /// Listens on this database; the caller closes it.
        public Notifications notifications() {
            return new Notifications(login());
        }

        /// As `DATABASE_URL` would name it.
        public String url() {
            return jdbcUrl + "?user=" + username + "&password=" + password;
        }

        /// The same by another port, which leads to it.
        public Database by(CuttablePort port) {
            return new Database(
                    dataSource,
                    jdbcUrl.replaceFirst(":\\d+/", ":" + port.port() + "/"),
                    username,
                    password,
                    jdbc,
                    transactions);
        }

        /// Of the server, on loopback.
        public int port() {
            return java.net.URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
        }

        Login login() {
            return new Login(jdbcUrl, username, password);
        }
    }

    /// A new migrated database; takes some 50 ms.
    public static Database freshDatabase() {
        return server().create(TEMPLATE);
    }

    /// A new database without anything in it, not even our tables.
    static Database emptyDatabase() {
        return server().create("template1");
    }

    private static synchronized TestPostgres server() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static TestPostgres start() {
        try {
            Path root = Files.createTempDirectory("openclaw-test-postgres");
            Path binaries = Path.of("target/postgres-binaries").toAbsolutePath();
            var server = EmbeddedPostgres.start(root.resolve("postgres"), binaries);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, root)));
            var postgres = new TestPostgres(server);
            // What tests write need not survive a power cut.
            postgres.execute("alter system set fsync = off");
            postgres.execute("alter system set full_page_writes = off");
            postgres.execute("select pg_reload_conf()");
            postgres.execute("create database " + TEMPLATE + " owner openclaw");
            Flyway.configure()
                    .dataSource(
                            postgres.jdbcUrl(TEMPLATE),
                            postgres.application.username(),
                            postgres.application.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres server, Path root) {
        server.close();
        try {
            FileSystemUtils.deleteRecursively(root);
        } catch (IOException e) {
            System.err.println("left behind: " + root);
        }
    }

    private synchronized Database create(String template) {
        String name = "test_" + databases.incrementAndGet();
        execute("create database " + name + " template " + template + " owner openclaw");
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl(name));
        config.setUsername(application.username());
        config.setPassword(application.password());
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(0);
        config.setIdleTimeout(10_000);
        config.setPoolName(name);
        var dataSource = new HikariDataSource(config);
        return new Database(
                dataSource,
                jdbcUrl(name),
                application.username(),
                Objects.requireNonNull(application.password()),
                JdbcClient.create(dataSource),
                new TransactionTemplate(new JdbcTransactionManager(dataSource)));
    }

    private String jdbcUrl(String database) {
        return application.jdbcUrl().replaceFirst("[^/]*$", database);
    }

    private void execute(String sql) {
        try (var connection = superuser.connect(Duration.ofSeconds(5), Map.of());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
