package ai.openclaw.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// One look at what is due, in small transactions. Any number of gateways may look at once: each
/// takes what no other holds.
@Component
class Tick {

    private static final Logger log = LoggerFactory.getLogger(Tick.class);
    private static final int BATCH = 200;
    private static final Duration LATER = Duration.ofMinutes(1);

    private final InstantSource time;
    private final ScheduleStore store;
    private final Firing firing;
    private final RunOutcomes outcomes;
    private final TransactionTemplate transactions;

    Tick(
            @Qualifier(DatabaseTime.BEAN) InstantSource time,
            ScheduleStore store,
            Firing firing,
            RunOutcomes outcomes,
            PlatformTransactionManager transactions) {
        this.time = time;
        this.store = store;
        this.firing = firing;
        this.outcomes = outcomes;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// Counts what ended and fires what is due, until there is nothing of either.
    ///
    /// @return how long nothing will be due, as far as is known now; at most `most`
    Duration run(Duration most) {
        while (outcomes.count(time.instant())) {
            log.debug("more tasks of schedules have ended");
        }
        while (fire(BATCH)) {
            log.debug("more schedules are due");
        }
        var next = store.earliest().orElse(null);
        if (next == null) {
            return most;
        }
        var wait = Duration.between(time.instant(), next);
        return wait.compareTo(most) > 0 ? most : wait.plusMillis(1);
    }

    /// @return whether there may be more
    private boolean fire(int most) {
        try {
            return Boolean.TRUE.equals(
                    transactions.execute(_ -> {
                        var now = time.instant();
                        var due = store.lockDue(now, most);
                        firing.fire(due, now);
                        return due.size() == most;
                    }));
        } catch (RuntimeException e) {
            if (most == 1) {
                postpone(e);
                return true;
            }
            // One of them is to blame: each for itself.
            log.warn("Schedules are fired one by one now: {}", e.toString());
            int left = most;
            while (left > 0 && fire(1)) {
                left--;
            }
            return left == 0;
        }
    }

    /// What cannot be fired holds nobody else up, and stays due.
    private void postpone(RuntimeException cause) {
        transactions.executeWithoutResult(_ -> {
            Instant now = time.instant();
            for (var one : store.lockDue(now, 1)) {
                log.error("Schedule {} cannot be fired; trying again.", one.name(), cause);
                store.next(
                        List.of(
                                new ScheduleStore.Next(
                                        one.name(), one.nextDue(), now.plus(LATER))));
            }
        });
    }
}
