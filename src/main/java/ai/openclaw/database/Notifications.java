package ai.openclaw.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Postgres's `NOTIFY`, received on a connection of our own and handed to whoever subscribed.
/// Delivery is at most once: a lost connection loses what was sent meanwhile, so every subscriber
/// also says what to do after a reconnect. Callbacks run one after another on the listening thread
/// and must return quickly; what they throw is logged. Channels should be few: one that was once
/// subscribed to is listened to until the connection ends.
public final class Notifications implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);

    /// How long a subscription to a new channel may have to wait for the thread, which listens.
    private static final Duration TURN = Duration.ofMillis(200);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final Login login;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Connection connection;

    Notifications(Login login) {
        this.login = login;
        this.thread = Thread.ofVirtual().name("notifications").start(this::run);
    }

    /// Subscribes for as long as the handle is open. When this returns, the channel is being
    /// listened to; if the database is away just now, it returns all the same, and `onReconnect`
    /// says when it is back.
    ///
    /// @param channel the name given to `pg_notify`
    /// @param onMessage gets the payload
    /// @param onReconnect called whenever listening began anew: messages may have been missed
    public Subscription subscribe(
            String channel, Consumer<String> onMessage, Runnable onReconnect) {
        var listener = new Listener(channel, onMessage, onReconnect);
        listeners.add(listener);
        if (Thread.currentThread() != thread) {
            listener.awaitHeard(Duration.ofSeconds(2));
        }
        return () -> listeners.remove(listener);
    }

    /// Ends a subscription when closed; closing twice does nothing.
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// Stops listening; no callback runs after this has returned.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (Thread.currentThread() != thread && !thread.join(Duration.ofSeconds(2))) {
                var stuck = connection;
                if (stuck != null) {
                    stuck.abort(Runnable::run);
                }
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            log.debug("The listening connection did not close", e);
        }
    }

    private void run() {
        Duration backoff = Duration.ofMillis(100);
        while (!closed()) {
            // The driver's own limit on reading, so that a silent network is noticed.
            var properties = Map.of("socketTimeout", "20", "ApplicationName", "openclaw listener");
            try (var opened = login.connect(Duration.ofSeconds(5), properties)) {
                connection = opened;
                backoff = Duration.ofMillis(100);
                listen(opened);
            } catch (SQLException | RuntimeException e) {
                if (closed()) {
                    return;
                }
                log.warn(
                        "Lost the connection for notifications, again in {} ms: {}",
                        backoff.toMillis(),
                        e.getMessage());
                listeners.forEach(Listener::silenced);
                await(backoff);
                backoff = backoff.multipliedBy(2);
                backoff = backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
            } finally {
                connection = null;
            }
        }
    }

    private void listen(Connection opened) throws SQLException {
        var server = opened.unwrap(PGConnection.class);
        Set<String> channels = new HashSet<>();
        long lastSign = System.nanoTime();
        while (!closed()) {
            for (var listener : listeners) {
                if (channels.add(listener.channel)) {
                    execute(opened, "listen " + server.escapeIdentifier(listener.channel));
                }
                listener.heard();
            }
            PGNotification[] received = server.getNotifications((int) TURN.toMillis());
            for (var message : received == null ? new PGNotification[0] : received) {
                deliver(message);
            }
            if (System.nanoTime() - lastSign > SIGN_OF_LIFE.toNanos()) {
                execute(opened, "select 1");
                lastSign = System.nanoTime();
            }
        }
    }

    private void deliver(PGNotification message) {
        for (var listener : listeners) {
            if (listener.channel.equals(message.getName())) {
                listener.guarded(() -> listener.onMessage.accept(message.getParameter()));
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void await(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private static final class Listener {
        private final String channel;
        private final Consumer<String> onMessage;
        private final Runnable onReconnect;
        private final CountDownLatch firstHeard = new CountDownLatch(1);
        private final AtomicBoolean mayHaveMissed = new AtomicBoolean();
        private boolean live;

        Listener(String channel, Consumer<String> onMessage, Runnable onReconnect) {
            this.channel = channel;
            this.onMessage = onMessage;
            this.onReconnect = onReconnect;
        }

        void awaitHeard(Duration patience) {
            try {
                if (!firstHeard.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    mayHaveMissed.set(true);
                }
            } catch (InterruptedException e) {
                mayHaveMissed.set(true);
                Thread.currentThread().interrupt();
            }
        }

        /// The channel is being listened to; called on every turn.
        void heard() {
            live = true;
            firstHeard.countDown();
            if (mayHaveMissed.compareAndSet(true, false)) {
                guarded(onReconnect);
            }
        }

        void silenced() {
            if (live) {
                live = false;
                mayHaveMissed.set(true);
            }
        }

        void guarded(Runnable callback) {
            try {
                callback.run();
            } catch (RuntimeException e) {
                log.error("A subscriber of {} failed", channel, e);
            }
        }
    }
}
