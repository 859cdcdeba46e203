package ai.openclaw.schedule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Kills the gateway at a step of its way through the database: a statement or a commit. As with
/// `kill -9`, its connection is cut without another word, and nothing of it goes on.
final class Mortality implements BeanPostProcessor {

    private static final Set<String> EXECUTIONS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch");

    /// Whether the step at which it dies still reaches the database.
    enum When {
        BEFORE,
        AFTER
    }

    /// What nothing in a gateway catches.
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private int left;
    private When when = When.BEFORE;
    private boolean mortal;
    private boolean dead;

    /// It dies at this step, counted from 1.
    synchronized void dieAt(int step, When when) {
        left = step;
        this.when = when;
        mortal = true;
        dead = false;
    }

    /// The next process.
    synchronized void start() {
        mortal = false;
        dead = false;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Mortal(source) : bean;
    }

    private final class Mortal extends DelegatingDataSource {

        private Mortal(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            live();
            var real = super.getConnection();
            return (Connection) proxy(Connection.class, real, real);
        }
    }

    private Object proxy(Class<?> type, Object real, Connection connection) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> {
                    Object answer = call(real, method, arguments, connection);
                    return answer instanceof Statement
                                    && Statement.class.isAssignableFrom(method.getReturnType())
                            ? proxy(method.getReturnType(), answer, connection)
                            : answer;
                });
    }

    private @Nullable Object call(
            Object real, Method method, Object @Nullable [] arguments, Connection connection)
            throws Throwable {
        String name = method.getName();
        if (name.equals("close")) {
            // A pool takes back what was cut as well, and throws it away.
            return method.invoke(real, arguments);
        }
        live();
        boolean last = (EXECUTIONS.contains(name) || name.equals("commit")) && step();
        if (last && when == When.BEFORE) {
            die(connection);
        }
        try {
            Object answer = method.invoke(real, arguments);
            if (last) {
                die(connection);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private synchronized boolean step() {
        return mortal && --left == 0;
    }

    private synchronized boolean died() {
        return dead;
    }

    private void live() {
        if (died()) {
            throw new Killed();
        }
    }

    private void die(Connection connection) throws SQLException {
        synchronized (this) {
            dead = true;
        }
        connection.abort(Runnable::run);
        throw new Killed();
    }
}
