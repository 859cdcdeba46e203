package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One pull under way, with everybody who waits for it. docker-java's own callbacks end the pull
/// when a wait for it times out, and here many wait.
final class Pull implements ResultCallback<PullResponseItem> {

    private static final long REPORT_EVERY = 2_000_000_000L;
    private static final Set<String> DONE = Set.of("Pull complete", "Already exists");

    private final String image;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Long> loaded = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private volatile long lastNews = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable String error;
    private volatile @Nullable Throwable failure;
    private @Nullable Closeable stream;
    private boolean closed;
    private long lastReport = System.nanoTime() - REPORT_EVERY;

    Pull(String image) {
        this.image = image;
    }

    void join(Consumer<String> listener) {
        listeners.add(listener);
    }

    /// @return whether nobody waits for it any more
    boolean leave(Consumer<String> listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /// @return whether it has ended, well or not
    boolean await(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The engine could not be asked or did not answer, or null.
    @Nullable Throwable failure() {
        return failure;
    }

    /// What the engine or the registry said against it, or null.
    @Nullable String error() {
        return error;
    }

    long silentNanos() {
        return System.nanoTime() - lastNews;
    }

    @Override
    public void onNext(PullResponseItem item) {
        lastNews = System.nanoTime();
        var detail = item.getErrorDetail();
        if (detail != null) {
            error = detail.getMessage();
            return;
        }
        if (item.getId() != null && item.getStatus() != null) {
            note(item.getId(), item.getStatus(), item);
        }
        if (lastNews - lastReport >= REPORT_EVERY && !sizes.isEmpty()) {
            lastReport = lastNews;
            String report = report();
            listeners.forEach(listener -> listener.accept(report));
        }
    }

    @Override
    public void onError(Throwable problem) {
        if (problem instanceof DockerException answer) {
            error = DockerCalls.message(answer);
        } else {
            failure = problem;
        }
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }

    @Override
    public void onStart(Closeable running) {
        synchronized (this) {
            stream = running;
            if (!closed) {
                return;
            }
        }
        drop(running);
    }

    /// Ends the pull; the engine drops it when the connection is gone.
    @Override
    public void close() {
        Closeable running;
        synchronized (this) {
            closed = true;
            running = stream;
        }
        if (running != null) {
            drop(running);
        }
        ended.countDown();
    }

    private static void drop(Closeable running) {
        try {
            running.close();
        } catch (IOException e) {
            // Closed all the same.
        }
    }

    private void note(String layer, String status, PullResponseItem item) {
        var progress = item.getProgressDetail();
        if (DONE.contains(status)) {
            sizes.putIfAbsent(layer, 0L);
            loaded.put(layer, sizes.get(layer));
            done.add(layer);
        } else if (status.startsWith("Pulling fs layer")) {
            sizes.putIfAbsent(layer, 0L);
        } else if (status.equals("Downloading") && progress != null) {
            sizes.put(layer, or0(progress.getTotal()));
            loaded.put(layer, or0(progress.getCurrent()));
        }
    }

    private static long or0(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private String report() {
        return String.format(
                Locale.ROOT,
                "Pulling %s: %d of %d layers, %.1f of %.1f MB",
                image,
                done.size(),
                sizes.size(),
                megabytes(loaded),
                megabytes(sizes));
    }

    private static double megabytes(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum() / 1e6;
    }
}
