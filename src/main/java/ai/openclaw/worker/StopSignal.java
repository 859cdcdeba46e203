package ai.openclaw.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Tells one attempt to end. Its own thread is never interrupted, because an interrupt in the
/// middle of a database call breaks the connection; each step that may take long runs on a thread
/// of its own, which is.
final class StopSignal implements AutoCloseable {

    /// How long a step may take to notice its interrupt. What it still makes after that is
    /// destroyed by its id or by the reaper.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CompletableFuture<StopCause> first = new CompletableFuture<>();
    private final CompletableFuture<StopCause> urgent = new CompletableFuture<>();
    private Runnable onClose = () -> {};

    void onClose(Runnable action) {
        onClose = action;
    }

    /// From any thread; the first cause counts, and an urgent one also cuts short what is done
    /// about the first.
    void give(StopCause cause) {
        first.complete(cause);
        if (cause.urgent()) {
            urgent.complete(cause);
        }
    }

    /// Why the attempt is to end; an urgent cause goes before others. Null while it is not.
    @Nullable StopCause cause() {
        StopCause now = urgent.getNow(null);
        return now != null ? now : first.getNow(null);
    }

    /// Does a step of the way up to the program's start, unless told to end.
    <T> T during(Callable<T> step) throws Stopped, Exception {
        return unless(first, step, () -> {});
    }

    /// The same for a step that takes no notice of an interrupt.
    ///
    /// @param cut ends the step from outside; may take its time
    <T> T during(Callable<T> step, Runnable cut) throws Stopped, Exception {
        return unless(first, step, cut);
    }

    /// Does a step after the program's end, which only an urgent cause breaks off.
    <T> T unlessUrgent(Callable<T> step) throws Stopped, Exception {
        return unless(urgent, step, () -> {});
    }

    /// Waits until the future is done or any cause is given.
    void awaitOr(CompletableFuture<?> future) throws InterruptedException {
        await(CompletableFuture.anyOf(future, first));
    }

    private static <T> T unless(CompletableFuture<StopCause> signal, Callable<T> step, Runnable cut)
            throws Stopped, Exception {
        if (signal.isDone()) {
            throw new Stopped(signal.join());
        }
        var ended = new CompletableFuture<Void>();
        var task = new FutureTask<>(step);
        Thread thread =
                Thread.ofVirtual()
                        .name("worker-step")
                        .start(() -> {
                            task.run();
                            ended.complete(null);
                        });
        await(CompletableFuture.anyOf(ended, signal));
        if (!ended.isDone()) {
            thread.interrupt();
            Thread.ofVirtual().name("worker-cut").start(cut);
            boolean _ = thread.join(PATIENCE);
            throw new Stopped(signal.join());
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void await(CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException | CancellationException e) {
            // Done is all that was asked for.
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
