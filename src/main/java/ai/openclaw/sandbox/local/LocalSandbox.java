package ai.openclaw.sandbox.local;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.handover.HandOver;
import ai.openclaw.sandbox.handover.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One sandbox: a directory, and from [#start] on a bubblewrap process.
final class LocalSandbox implements Sandbox {

    /// The kernel ends a sandbox when the *thread* that started it ends, so one that never does
    /// starts them all.
    private static final ExecutorService STARTER =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("local-sandboxes").factory());

    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 16;

    private final UUID id;
    private final WorkspaceFiles files;
    private final Path place;
    private final List<String> command;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private @Nullable Process process;
    private boolean stopped;

    LocalSandbox(UUID id, WorkspaceFiles files, Path place, List<String> command) {
        this.id = id;
        this.files = files;
        this.place = place;
        this.command = command;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public void put(InputStream tar) throws IOException {
        files.unpack(tar);
    }

    @Override
    public synchronized boolean waits() {
        return !stopped && process == null;
    }

    @Override
    public void start(Launch launch, OutputSink sink) throws IOException {
        var taken = new CompletableFuture<Boolean>();
        var output = new Output(sink, () -> taken.complete(true));
        Process running = begin();
        follow(running, output, taken);
        try (var stdin = running.getOutputStream()) {
            stdin.write(HandOver.line(launch));
        } catch (IOException e) {
            // It ended before; what it said comes on standard error.
        }
        if (!ended(taken, TAKEN_WITHIN) || !taken.join()) {
            stop(Duration.ZERO);
            throw new IOException("bubblewrap did not start the program: " + output.complaint());
        }
    }

    private synchronized Process begin() throws IOException {
        if (stopped) {
            throw new IOException("The sandbox was stopped before its program started.");
        }
        var builder = new ProcessBuilder(command);
        var env = builder.environment();
        env.clear();
        env.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        env.put("HOME", "/workspace");
        env.put("LANG", "C.UTF-8");
        process = onStarter(builder);
        return process;
    }

    @Override
    public Exit await() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void stop(Duration grace) {
        Process running;
        synchronized (this) {
            running = process;
            if (running == null || running.isAlive()) {
                stopped = true;
            }
        }
        if (running == null) {
            exit.complete(new Exit.Stopped());
        } else if (running.isAlive()) {
            end(running, grace);
        }
    }

    @Override
    public InputStream collect() throws IOException {
        return files.collect();
    }

    @Override
    public Consumption consumption() {
        return Consumption.UNKNOWN;
    }

    @Override
    public void destroy() {
        stop(Duration.ZERO);
        files.delete();
    }

    /// Kills a sandbox by its first process: the kernel kills all others with it, and lets it go
    /// only when they are gone.
    static void killAndWait(ProcessHandle init, Path place) {
        init.destroyForcibly();
        if (!ended(init.onExit(), KILLED_WITHIN)) {
            throw new EngineUnavailable("The sandbox's processes do not end: " + place, null);
        }
    }

    private void end(Process running, Duration grace) {
        var account = new Account(place.resolve("status"));
        if (!grace.isZero()) {
            account.init().ifPresent(init -> init.children().forEach(ProcessHandle::destroy));
            if (ended(running.onExit(), grace)) {
                return;
            }
        }
        var init = account.init();
        if (init.isPresent()) {
            killAndWait(init.get(), place);
        } else {
            running.destroyForcibly();
        }
        if (!ended(running.onExit(), KILLED_WITHIN)) {
            throw new EngineUnavailable("The sandbox's process does not end: " + place, null);
        }
    }

    private static Process onStarter(ProcessBuilder builder) throws IOException {
        try {
            return STARTER.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException("bubblewrap could not be started", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the sandbox started", e);
        }
    }

    private void follow(Process running, Output output, CompletableFuture<Boolean> taken) {
        var failure = new AtomicReference<@Nullable Exception>();
        var out = pump(running.getInputStream(), failure, output, output::stdout);
        var err = pump(running.getErrorStream(), failure, output, output::stderr);
        Thread.ofVirtual()
                .name("sandbox-" + id)
                .start(() -> {
                    CompletableFuture.allOf(out, err).join();
                    int code = running.onExit().join().exitValue();
                    exit.complete(exit(code, output, failure.get()));
                    taken.complete(false);
                });
    }

    private synchronized Exit exit(int code, Output output, @Nullable Exception failure) {
        if (failure != null) {
            return new Exit.Lost("its output could not be taken: " + failure);
        }
        if (stopped) {
            return new Exit.Stopped();
        }
        return output.taken()
                ? new Exit.Exited(code, false)
                : new Exit.Lost("it did not start: " + output.complaint());
    }

    private interface Delivery {
        void accept(ByteBuffer data) throws IOException;
    }

    /// A sink that fails ends the program: nobody would ever read what it still prints.
    private CompletableFuture<Void> pump(
            InputStream in,
            AtomicReference<@Nullable Exception> failure,
            Object oneAtATime,
            Delivery delivery) {
        return CompletableFuture.runAsync(
                () -> {
                    var buffer = new byte[BUFFER];
                    try (in) {
                        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                            synchronized (oneAtATime) {
                                delivery.accept(ByteBuffer.wrap(buffer, 0, n));
                            }
                        }
                    } catch (IOException | RuntimeException e) {
                        fail(failure, e);
                        stop(Duration.ZERO);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    /// Killing a process closes its streams; that is no failure.
    private synchronized void fail(AtomicReference<@Nullable Exception> failure, Exception e) {
        if (!stopped) {
            failure.compareAndSet(null, e);
        }
    }

    /// Waits also when this thread has been interrupted, and keeps the interrupt.
    private static boolean ended(CompletableFuture<?> end, Duration within) {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + within.toNanos();
        try {
            while (true) {
                try {
                    end.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (TimeoutException _) {
                    return false;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
