package ai.openclaw.sandbox.local;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.File;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One sandbox: a directory, and from [#start] on a bubblewrap process.
final class LocalSandbox implements Sandbox {

    /// The kernel ends a sandbox when the *thread* that started it ends, so one that never does
    /// starts them all.
    private static final ExecutorService STARTER =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("local-sandboxes").factory());

    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);
    private static final int BUFFER = 1 << 16;

    private final SandboxSpec spec;
    private final WorkspaceFiles files;
    private final Path place;
    private final Function<Launch, List<String>> command;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private @Nullable Process process;
    private boolean stopped;

    LocalSandbox(
            SandboxSpec spec,
            WorkspaceFiles files,
            Path place,
            Function<Launch, List<String>> command) {
        this.spec = spec;
        this.files = files;
        this.place = place;
        this.command = command;
    }

    @Override
    public UUID id() {
        return spec.id();
    }

    @Override
    public void put(InputStream tar) throws IOException {
        files.unpack(tar);
    }

    @Override
    public synchronized void start(Launch launch, OutputSink sink) throws IOException {
        if (stopped) {
            throw new IOException("The sandbox was stopped before its program started.");
        }
        var builder = new ProcessBuilder(command.apply(launch));
        builder.redirectInput(new File("/dev/null"));
        var env = builder.environment();
        env.clear();
        env.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        env.put("HOME", "/workspace");
        env.put("LANG", "C.UTF-8");
        env.putAll(launch.env());
        process = onStarter(builder);
        follow(process, sink);
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

    private void follow(Process running, OutputSink sink) {
        var oneAtATime = new Object();
        var out = pump(running.getInputStream(), oneAtATime, sink::stdout);
        var err = pump(running.getErrorStream(), oneAtATime, sink::stderr);
        Thread.ofVirtual()
                .name("sandbox-" + spec.id())
                .start(() -> {
                    CompletableFuture.allOf(out, err).exceptionally(_ -> null).join();
                    int code = running.onExit().join().exitValue();
                    synchronized (this) {
                        exit.complete(stopped ? new Exit.Stopped() : new Exit.Exited(code, false));
                    }
                });
    }

    /// A sink that fails ends the program: nobody would ever read what it still prints.
    private CompletableFuture<Void> pump(
            InputStream in, Object oneAtATime, Consumer<ByteBuffer> sink) {
        var done = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .start(() -> {
                    var buffer = new byte[BUFFER];
                    try (in) {
                        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                            synchronized (oneAtATime) {
                                sink.accept(ByteBuffer.wrap(buffer, 0, n));
                            }
                        }
                        done.complete(null);
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                        stop(Duration.ZERO);
                    }
                });
        return done;
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
