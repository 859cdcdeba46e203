package ai.openclaw.log;

import ai.openclaw.task.TaskId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets any number of followers read with few connections: at most so many reads at a time, and
/// those that wait for the same lines share one read. Nobody joins a read that has begun, as it may
/// not see what was announced since.
class SharedReads {

    private final ConcurrentHashMap<Key, CompletableFuture<@Nullable LogBatch>> waiting =
            new ConcurrentHashMap<>();
    private final Semaphore permits;

    SharedReads(int atOnce) {
        this.permits = new Semaphore(atOnce);
    }

    LogBatch read(TaskId task, long fromSeq, LogFilter filter, Supplier<LogBatch> read)
            throws InterruptedException {
        var key = new Key(task, fromSeq, filter);
        while (true) {
            var mine = new CompletableFuture<@Nullable LogBatch>();
            var other = waiting.putIfAbsent(key, mine);
            if (other == null) {
                return lead(key, mine, read);
            }
            var batch = join(other);
            if (batch != null) {
                return batch;
            }
        }
    }

    private LogBatch lead(
            Key key, CompletableFuture<@Nullable LogBatch> mine, Supplier<LogBatch> read)
            throws InterruptedException {
        try {
            permits.acquire();
            waiting.remove(key, mine);
            try {
                var batch = read.get();
                mine.complete(batch);
                return batch;
            } finally {
                permits.release();
            }
        } finally {
            // Interrupted or failed: whoever joined tries for itself.
            waiting.remove(key, mine);
            mine.complete(null);
        }
    }

    private static @Nullable LogBatch join(CompletableFuture<@Nullable LogBatch> other)
            throws InterruptedException {
        try {
            return other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Key(TaskId task, long fromSeq, LogFilter filter) {}
}
