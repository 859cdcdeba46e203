package ai.openclaw.log;

import ai.openclaw.database.Notifications;
import ai.openclaw.task.TaskChanged;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Follows logs live. Each follower is a thread, best a virtual one, that blocks here: a slow one
/// holds up nobody, holds one batch in memory, and no database connection while it waits or
/// delivers. New lines come some milliseconds after their commit; should a notification be lost,
/// within [#PATIENCE].
@Component
public class LogFeed implements SmartLifecycle {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int READS_AT_ONCE = 4;

    private final LogReader reader;
    private final Notifications notifications;
    private final Duration patience;
    private final SharedReads reads = new SharedReads(READS_AT_ONCE);
    private final ConcurrentHashMap<TaskId, Set<Ear>> ears = new ConcurrentHashMap<>();
    private volatile Notifications.@Nullable Subscription subscription;
    private volatile boolean closing;

    @Autowired
    LogFeed(LogReader reader, Notifications notifications) {
        this(reader, notifications, PATIENCE);
    }

    LogFeed(LogReader reader, Notifications notifications, Duration patience) {
        this.reader = reader;
        this.notifications = notifications;
        this.patience = patience;
    }

    /// Gets what is followed, on the following thread. What it throws ends the following.
    public interface Follower {

        /// Lines in order, never none.
        void lines(List<LogLine> lines) throws IOException;

        /// Nothing was delivered for about ten seconds: the moment for a sign of life, which also
        /// shows whether the other side is still there.
        default void quiet() throws IOException {}
    }

    /// Delivers the lines from `fromSeq` on as they come, until the task is finished and all of its
    /// lines were delivered. A retry by policy goes on; with an attempt in the filter, the end is
    /// that attempt's end.
    ///
    /// @return the state in which the log ended, or empty when this gateway shuts down: then the
    ///   follower may come back from the line after the last one
    /// @throws ai.openclaw.base.NotFound if there is no such task
    public Optional<TaskState> follow(
            TaskId task, long fromSeq, LogFilter filter, Follower follower)
            throws IOException, InterruptedException {
        var ear = listen(task);
        try {
            long next = Math.max(1, fromSeq);
            long quietSince = System.nanoTime();
            while (!closing) {
                long from = next;
                var batch = reads.read(task, from, filter, () -> reader.read(task, from, filter));
                next = batch.next();
                if (!batch.lines().isEmpty()) {
                    follower.lines(batch.lines());
                    quietSince = System.nanoTime();
                }
                if (batch.drained() && batch.over()) {
                    return Optional.of(batch.state());
                }
                if (System.nanoTime() - quietSince >= patience.toNanos()) {
                    follower.quiet();
                    quietSince = System.nanoTime();
                }
                if (batch.drained()) {
                    ear.await(patience);
                }
            }
            return Optional.empty();
        } finally {
            forget(task, ear);
        }
    }

    /// How many follow at this moment. How many follow this task at the moment.
    int followers(TaskId task) {
        return ears.getOrDefault(task, Set.of()).size();
    }

    @EventListener
    void on(TaskChanged changed) {
        wake(changed.task());
    }

    private Ear listen(TaskId task) {
        var ear = new Ear();
        ears.compute(
                task,
                (_, known) -> {
                    Set<Ear> all = known == null ? ConcurrentHashMap.newKeySet() : known;
                    all.add(ear);
                    return all;
                });
        return ear;
    }

    private void forget(TaskId task, Ear ear) {
        ears.computeIfPresent(
                task,
                (_, all) -> {
                    all.remove(ear);
                    return all.isEmpty() ? null : all;
                });
    }

    private void wake(TaskId task) {
        ears.getOrDefault(task, Set.of()).forEach(Ear::wake);
    }

    private void wakeAll() {
        ears.values().forEach(all -> all.forEach(Ear::wake));
    }

    @Override
    public void start() {
        closing = false;
        subscription =
                notifications.subscribe(
                        "openclaw_log",
                        task -> wake(new TaskId(UUID.fromString(task))),
                        this::wakeAll);
    }

    /// Comes before the web server's own stop, which would wait for every open stream.
    @Override
    public void stop() {
        closing = true;
        wakeAll();
        var open = subscription;
        if (open != null) {
            open.close();
            subscription = null;
        }
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }

    /// Remembers one wake-up that nobody waited for yet, and no more.
    private static final class Ear {

        private final Semaphore words = new Semaphore(0);

        void wake() {
            if (words.availablePermits() == 0) {
                words.release();
            }
        }

        void await(Duration patience) throws InterruptedException {
            if (words.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                words.drainPermits();
            }
        }
    }
}
