package ai.openclaw.worker;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Does again what failed because the database was away for a moment.
///
/// @param limit how long in all
record Patience(Duration limit) {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// Something that needs the database.
    @FunctionalInterface
    interface Action<T, E extends Exception> {
        T get() throws E;
    }

    /// @throws RuntimeException the last failure when the limit is reached, or any other at once
    /// @throws E at once
    <T, E extends Exception> T with(String what, Action<T, E> action) throws E {
        long end = System.nanoTime() + limit.toNanos();
        Duration pause = Duration.ofMillis(50);
        while (true) {
            try {
                return action.get();
            } catch (RuntimeException e) {
                if (!passing(e) || System.nanoTime() + pause.toNanos() > end) {
                    throw e;
                }
                log.warn("{} failed, again in {} ms: {}", what, pause.toMillis(), e.toString());
                pause(pause, e);
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
        }
    }

    private static boolean passing(RuntimeException e) {
        return e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof DataAccessResourceFailureException
                || e instanceof TransactionException;
    }

    private static void pause(Duration pause, RuntimeException failure) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
