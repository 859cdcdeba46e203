package ai.openclaw.retention;

import ai.openclaw.base.Expiring;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Removes what is old enough, now and then, in short transactions with a rest after each. Of all
/// nodes one at a time does it for a kind; a run that fails or is cut off is made good by the next.
@Component
public class Retention implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private static final int ROWS_AT_ONCE = 500;
    private static final int MOST_COUNTED = 10_000;
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration REST = Duration.ofMillis(50);

    private final List<Expiring> kinds;
    private final RetentionSettings settings;
    private final RetentionRuns runs;
    private final TransactionTemplate transactions;
    private final BlockingQueue<Boolean> wishes = new ArrayBlockingQueue<>(1);
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    Retention(
            List<Expiring> kinds,
            RetentionSettings settings,
            RetentionRuns runs,
            PlatformTransactionManager transactions) {
        this.kinds = kinds.stream().sorted(Comparator.comparing(Expiring::kind)).toList();
        this.settings = settings;
        this.runs = runs;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// Every kind, with what a run would remove now.
    public List<RetentionView> look() {
        var latest = runs.latest();
        return kinds.stream().map(it -> view(it, latest.get(it.kind()))).toList();
    }

    private RetentionView view(Expiring it, RetentionView.@Nullable LastRun last) {
        var keep = keep(it);
        var own = it.own();
        return new RetentionView(
                it.kind(),
                it.description(),
                own == null
                        ? "OPENCLAW_RETENTION_" + it.kind().toUpperCase(Locale.ROOT)
                        : own.setting(),
                keep,
                keep == null ? null : it.due(keep, MOST_COUNTED),
                last);
    }

    /// Has this node begin a run soon, if none is under way.
    public void wish() {
        var _ = wishes.offer(true);
    }

    /// One run over every kind, for as long as the gateway is not stopping.
    void run() {
        for (var it : kinds) {
            var keep = keep(it);
            if (keep != null && !stopping) {
                run(it, keep);
            }
        }
    }

    private void run(Expiring it, Duration keep) {
        long count = 0;
        long bytes = 0;
        String failure = null;
        try {
            Expiring.Step step;
            do {
                step = transactions.execute(_ -> step(it, keep));
                if (step == null) {
                    // Another node is at it, and records what it does.
                    return;
                }
                count += step.count();
                bytes += step.bytes();
            } while (step.more() && rest());
        } catch (DataAccessException | TransactionException e) {
            log.warn("The retention of {} broke off, the next run goes on.", it.kind(), e);
            failure = "The database refused; the gateway's log says why.";
        }
        try {
            runs.record(it.kind(), count, bytes, failure);
        } catch (DataAccessException e) {
            log.warn("The retention of {} was not recorded: {}", it.kind(), e.getMessage());
        }
        if (count > 0) {
            log.info("Removed {} {} kept for {}, {} bytes", count, it.kind(), keep, bytes);
        }
    }

    private Expiring.@Nullable Step step(Expiring it, Duration keep) {
        return runs.lock(it.kind()) ? it.step(keep, ROWS_AT_ONCE) : null;
    }

    private @Nullable Duration keep(Expiring it) {
        var own = it.own();
        return own == null ? settings.keep(it.kind()) : own.keep();
    }

    /// @return false if the gateway is stopping
    private boolean rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(REST.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !stopping;
    }

    @Override
    public void start() {
        stopping = false;
        thread = Thread.ofVirtual().name("retention").start(this::loop);
    }

    private void loop() {
        Duration pause = FIRST;
        try {
            while (!stopping) {
                var _ = wishes.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
                pause = settings.every();
                try {
                    run();
                } catch (RuntimeException e) {
                    log.warn("A retention run failed, the next will come.", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for the step that is under way; it is short.
    @Override
    public void stop() {
        stopping = true;
        wish();
        var running = thread;
        thread = null;
        try {
            if (running != null && !running.join(Duration.ofSeconds(5))) {
                log.warn("A retention step goes on; the database ends it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
