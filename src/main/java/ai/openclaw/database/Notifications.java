package ai.openclaw.database;

import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// Postgres's `NOTIFY`, received on a connection of our own and handed to whoever subscribed.
/// Delivery is at most once: a lost connection loses what was sent meanwhile, so every subscriber
/// also says what to do after a reconnect. Callbacks run one after another on the listening thread
/// and must return quickly.
@Component
public class Notifications {

    /// Subscribes for as long as the handle is open.
    ///
    /// @param channel the name given to `pg_notify`
    /// @param onMessage gets the payload
    /// @param onReconnect called after every connect but the first: messages may have been missed
    public Subscription subscribe(
            String channel, Consumer<String> onMessage, Runnable onReconnect) {
        throw new UnsupportedOperationException();
    }

    /// Ends a subscription when closed; closing twice does nothing.
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
