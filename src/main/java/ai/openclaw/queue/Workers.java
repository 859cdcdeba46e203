package ai.openclaw.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.configuration.BackgroundJobServerWorkerPolicy;
import org.jobrunr.server.strategy.WorkDistributionStrategy;
import org.jobrunr.server.threadpool.JobRunrExecutor;
import org.jobrunr.storage.Paging;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jspecify.annotations.Nullable;

/// The workers of this node: a virtual thread for each claimed attempt, never more than the limit.
/// Counts at the hand-over, under the lock of the claim, because JobRunr counts only when the
/// thread runs and overshoots when nudged.
final class Workers
        implements BackgroundJobServerWorkerPolicy, WorkDistributionStrategy, JobRunrExecutor {

    private final int limit;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean paused;
    private volatile Runnable onFree = () -> {};
    private volatile @Nullable Thread lastClaimer;

    Workers(int limit) {
        this.limit = limit;
    }

    int busy() {
        return busy.get();
    }

    int free() {
        return closed || paused ? 0 : Math.max(0, limit - busy.get());
    }

    /// From now on nothing is claimed.
    void close() {
        closed = true;
    }

    /// Nothing is claimed while this lasts.
    void pause(boolean yes) {
        boolean before = paused;
        paused = yes;
        if (before && !yes) {
            onFree.run();
        }
    }

    /// Called after a worker became free.
    void onFree(Runnable action) {
        onFree = action;
    }

    /// Forgets who claimed last, so that a caller can tell whether its own claim took place.
    void expectClaim() {
        lastClaimer = null;
    }

    boolean claimedByMe() {
        return Thread.currentThread().equals(lastClaimer);
    }

    // ---- called by JobRunr

    /// Called under the lock of the claim.
    @Override
    public AmountRequest getWorkPageRequest() {
        lastClaimer = Thread.currentThread();
        return Paging.AmountBasedList.ascOnUpdatedAt(free());
    }

    /// Called under the lock of the claim as well. What is claimed always runs, even when the
    /// server is stopping: nobody else would.
    @Override
    public void execute(Runnable job) {
        int n = busy.incrementAndGet();
        Thread.ofVirtual()
                .name("worker-" + n)
                .start(() -> {
                    try {
                        job.run();
                    } finally {
                        busy.decrementAndGet();
                        onFree.run();
                    }
                });
    }

    @Override
    public int getWorkerCount() {
        return limit;
    }

    @Override
    public void start() {}

    /// JobRunr stops when it has trouble with the database. The attempts live through that.
    @Override
    public void stop(Duration awaitTimeout) {}

    @Override
    public WorkDistributionStrategy toWorkDistributionStrategy(BackgroundJobServer server) {
        return this;
    }

    @Override
    public JobRunrExecutor toJobRunrExecutor() {
        return this;
    }
}
