package ai.openclaw.queue;

import ai.openclaw.base.CannotStart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// A session lock in the database on a node's id, held on a connection of its own for as long as
/// the process lives. The database frees it when the process dies.
final class NodeLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeLock.class);

    /// The database may take a moment to notice that the process before us is gone.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int CHECK_SECONDS = 5;

    private final DataSource dataSource;
    private final UUID node;
    private @Nullable Connection connection;
    private boolean closed;

    private NodeLock(DataSource dataSource, UUID node) {
        this.dataSource = dataSource;
        this.node = node;
    }

    /// @throws CannotStart if another process has it
    static NodeLock taken(DataSource dataSource, UUID node, Path home) {
        var lock = new NodeLock(dataSource, node);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!lock.hold()) {
            if (System.nanoTime() > end) {
                throw inUse(node, home);
            }
            try {
                Thread.sleep(Duration.ofMillis(200));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw inUse(node, home);
            }
        }
        return lock;
    }

    /// Makes sure that the lock is held, taking it again after its connection was lost.
    ///
    /// @return false if it cannot be had now
    synchronized boolean hold() {
        if (connection != null && alive(connection)) {
            return true;
        }
        drop();
        if (closed) {
            return false;
        }
        try {
            Connection fresh = dataSource.getConnection();
            connection = fresh;
            if (call(fresh, "select pg_try_advisory_lock(hashtextextended(?, 0))")) {
                return true;
            }
        } catch (SQLException e) {
            log.warn("Cannot take the lock of node {}: {}", node, e.toString());
        }
        drop();
        return false;
    }

    /// Does something in the session that holds the lock, if it is held or can be had now. So the
    /// heartbeat does not depend on a pool that others may have emptied.
    ///
    /// @return empty if the lock cannot be had
    synchronized <T> Optional<T> with(Function<JdbcClient, T> action) {
        if (!hold() || connection == null) {
            return Optional.empty();
        }
        return Optional.of(
                action.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true))));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            try {
                // The connection goes back to its pool, which does not free session locks.
                call(connection, "select pg_advisory_unlock(hashtextextended(?, 0))");
            } catch (SQLException e) {
                log.debug("Cannot free the lock of node {}, the database will.", node, e);
            }
        }
        drop();
    }

    private static boolean alive(Connection connection) {
        try {
            return connection.isValid(CHECK_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean call(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, key(node));
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private void drop() {
        try (var _ = connection) {
            connection = null;
        } catch (SQLException e) {
            log.debug("Cannot close the connection of the lock of node {}.", node, e);
        }
    }

    private static CannotStart inUse(UUID node, Path home) {
        return new CannotStart(
                "Another gateway runs as node " + node + " on the same database.",
                "Stop it first. If this home is a copy of another's, remove "
                        + home.resolve("node-id")
                        + " from the copy.");
    }

    private static String key(UUID node) {
        return "openclaw node " + node;
    }
}
