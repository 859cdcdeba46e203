package ai.openclaw.schedule;

import ai.openclaw.database.TestPostgres.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The database as a process has it that dies in the middle of something: at a step that the test
/// chooses, all its connections break off without a word, as `kill -9` leaves them, and from then
/// on nothing that it still wants to do reaches the database. A step is a statement that is carried
/// out, or a commit. For one thread.
final class Mortality extends DelegatingDataSource {

    /// When it dies.
    enum Moment {
        /// The step never reached the database.
        BEFORE,
        /// The database carried it out; nobody heard so.
        AFTER
    }

    /// Nobody catches the end of a process.
    @SuppressWarnings("serial")
    static final class Death extends Error {

        Death() {
            super("killed", null, false, false);
        }
    }

    private record Opened(Connection connection, int backend) {}

    private final Database database;
    private final List<Opened> opened = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private boolean living;
    private boolean dead;
    private int last;
    private Moment moment = Moment.BEFORE;

    Mortality(Database database) {
        super(database.dataSource());
        this.database = database;
    }

    /// Lets a process do this to its end.
    ///
    /// @return the steps that it took
    List<String> live(Runnable work) {
        begin(Integer.MAX_VALUE, Moment.BEFORE);
        try {
            work.run();
            return List.copyOf(steps);
        } finally {
            end();
        }
    }

    /// Lets a process begin this that dies at a step, and returns when the database has noticed.
    ///
    /// @param step from 0
    void die(int step, Moment when, Runnable work) {
        begin(step, when);
        try {
            work.run();
            throw new AssertionError("it survived step " + step + " of " + steps);
        } catch (Death e) {
            // As it was to be.
        } finally {
            end();
        }
    }

    private void begin(int step, Moment when) {
        steps.clear();
        last = step;
        moment = when;
        dead = false;
        living = true;
    }

    private void end() {
        living = false;
        cut();
        var backends = opened.stream().map(Opened::backend).toArray(Integer[]::new);
        opened.clear();
        Awaitility.await("the database to notice")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .pollDelay(Duration.ZERO)
                .until(() ->
                        database.jdbc()
                                        .sql(
                                                "select count(*) from pg_stat_activity where pid"
                                                        + " = any(?)")
                                        .param(backends)
                                        .query(Integer.class)
                                        .single()
                                == 0);
    }

    /// One of the process's own, since what lies in a pool would outlive it.
    @Override
    public Connection getConnection() throws SQLException {
        if (!living) {
            return super.getConnection();
        }
        alive();
        var connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.username(), database.password());
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery("select pg_backend_pid()")) {
            answer.next();
            opened.add(new Opened(connection, answer.getInt(1)));
        }
        return (Connection) watched(connection, Connection.class);
    }

    private Object watched(Object it, Class<?> as) {
        return Proxy.newProxyInstance(
                Mortality.class.getClassLoader(),
                new Class<?>[] {as},
                (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return invoke(it, method, arguments);
                    }
                    alive();
                    boolean step =
                            method.getName().startsWith("execute")
                                    || method.getName().equals("commit");
                    if (step) {
                        steps.add(
                                it instanceof Statement
                                        ? method.getName() + " " + it
                                        : method.getName());
                        dieAt(Moment.BEFORE);
                    }
                    var result = invoke(it, method, arguments);
                    if (step) {
                        dieAt(Moment.AFTER);
                    }
                    return result instanceof PreparedStatement
                            ? watched(result, PreparedStatement.class)
                            : result instanceof Statement
                                    ? watched(result, Statement.class)
                                    : result;
                });
    }

    private static @Nullable Object invoke(
            Object it, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(it, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void alive() {
        if (dead) {
            throw new Death();
        }
    }

    private void dieAt(Moment now) {
        if (steps.size() - 1 == last && moment == now) {
            dead = true;
            cut();
            throw new Death();
        }
    }

    /// Neither commit nor rollback is said, nor goodbye.
    private void cut() {
        for (var it : opened) {
            try {
                it.connection().abort(Runnable::run);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
