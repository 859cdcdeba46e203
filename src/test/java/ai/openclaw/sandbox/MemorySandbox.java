package ai.openclaw.sandbox;

import ai.openclaw.sandbox.MemoryEngine.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/// A sandbox of [MemoryEngine]: files in a map, the program on a thread.
final class MemorySandbox implements Sandbox {

    private final MemoryEngine engine;
    private final SandboxSpec spec;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final @Nullable MemoryLane lane;
    private @Nullable Thread thread;
    private boolean stopped;

    MemorySandbox(MemoryEngine engine, SandboxSpec spec, @Nullable MemoryLane lane) {
        this.engine = engine;
        this.spec = spec;
        this.lane = lane;
    }

    @Override
    public Reach reach() {
        return lane == null ? Reach.NOTHING : lane.reach();
    }

    @Override
    public UUID id() {
        return spec.id();
    }

    @Override
    public void put(InputStream tar) throws IOException {
        engine.answerOrFail(Step.PUT);
        present();
        var in = new TarArchiveInputStream(tar);
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (entry.isFile()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
    }

    @Override
    public synchronized boolean waits() {
        return engine.holds(id()) && !stopped && thread == null;
    }

    @Override
    public synchronized void start(Launch launch, OutputSink sink) throws IOException {
        engine.answerOrFail(Step.START);
        present();
        if (stopped || thread != null) {
            throw new IOException("sandbox " + id() + " was stopped or started before");
        }
        launch.saved()
                .forEach((name, file) ->
                        files.put(
                                file,
                                Objects.requireNonNull(launch.env().get(name))
                                        .getBytes(StandardCharsets.UTF_8)));
        var program = new MemoryProgram(launch, files, sink, terminated);
        thread =
                Thread.ofVirtual()
                        .start(() -> {
                            Exit end = run(program);
                            synchronized (this) {
                                exit.complete(stopped ? new Exit.Stopped() : end);
                            }
                        });
    }

    private Exit run(MemoryProgram program) {
        try {
            return program.exit(engine.program(program.launch()).run(program));
        } catch (InterruptedException e) {
            return new Exit.Stopped();
        } catch (Exception e) {
            return failed(program, e);
        }
    }

    private static Exit failed(MemoryProgram program, Exception cause) {
        try {
            program.error(cause + "\n");
        } catch (RuntimeException e) {
            return program.exit(1);
        }
        return program.exit(1);
    }

    @Override
    public Exit await() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void stop(Duration grace) {
        engine.answer(Step.STOP);
        Thread running;
        synchronized (this) {
            running = thread;
            if (exit.isDone()) {
                return;
            }
            stopped = true;
            if (running == null) {
                exit.complete(new Exit.Stopped());
                return;
            }
        }
        terminated.countDown();
        if (!grace.isZero() && ended(grace)) {
            return;
        }
        running.interrupt();
        exit.join();
    }

    private boolean ended(Duration grace) {
        try {
            exit.get(grace.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public InputStream collect() throws IOException {
        engine.answerOrFail(Step.COLLECT);
        present();
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                if (file.getKey().startsWith("out/")) {
                    var entry = new TarArchiveEntry(file.getKey());
                    entry.setSize(file.getValue().length);
                    tar.putArchiveEntry(entry);
                    tar.write(file.getValue());
                    tar.closeArchiveEntry();
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public Consumption consumption() {
        return Consumption.UNKNOWN;
    }

    @Override
    public void destroy() {
        engine.destroy(id());
    }

    /// What is left of it ends, with the engine's leave or without.
    void end() {
        if (lane != null) {
            lane.close();
        }
        endProgram();
    }

    private void endProgram() {
        synchronized (this) {
            if (exit.isDone()) {
                return;
            }
            stopped = true;
            if (thread == null) {
                exit.complete(new Exit.Stopped());
                return;
            }
            thread.interrupt();
        }
        exit.join();
    }

    private void present() throws IOException {
        if (!engine.holds(id())) {
            throw new IOException("sandbox " + id() + " is gone");
        }
    }
}
