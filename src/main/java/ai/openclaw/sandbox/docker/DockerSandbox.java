package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.handover.HandOver;
import ai.openclaw.sandbox.handover.Output;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// A container that waits for its program, runs it, or ran it.
final class DockerSandbox implements Sandbox {

    private static final Duration HAND_OVER = Duration.ofSeconds(30);

    private final UUID id;
    private final String container;
    private final Reach reach;
    private final DockerEngine engine;
    private final Meter meter;
    private final DiskLimit disk;
    private final OutFolder out;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final Set<Upload> uploads = ConcurrentHashMap.newKeySet();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private boolean started;
    private boolean ending;

    /// Bytes for which we killed it; 0 if we did not.
    private volatile long full;

    DockerSandbox(UUID id, Birth birth, DockerEngine engine) {
        this.id = id;
        this.container = birth.container();
        this.reach = birth.reach();
        this.disk = birth.disk();
        this.out = birth.out();
        this.engine = engine;
        this.meter = new Meter(container);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public Reach reach() {
        return reach;
    }

    @Override
    public Optional<String> softDisk() {
        return Optional.ofNullable(disk.soft());
    }

    @Override
    public void put(InputStream tar) throws IOException {
        out.fill();
        var upload = new Upload(tar);
        uploads.add(upload);
        try {
            refuseWhenEnding();
            engine.containers()
                    .put(container, new WorkspaceTar(upload, Hardening.USER), upload::patience);
        } catch (DockerException e) {
            throw unfit("files cannot be put in: " + DockerCalls.message(e), e);
        } catch (EngineUnavailable e) {
            // The engine breaks the connection off rather than answer where the disk is full.
            var cause = upload.failure();
            throw cause != null ? cause : unfit("files cannot be put in: " + e.getMessage(), e);
        } finally {
            uploads.remove(upload);
        }
    }

    private IOException unfit(String message, Exception cause) {
        return disk.unfit(new IOException(message, cause), () -> stop(Duration.ZERO));
    }

    @Override
    public boolean waits() {
        synchronized (this) {
            if (started || ending) {
                return false;
            }
        }
        try {
            return engine.containers()
                    .state(container)
                    .map(state -> Boolean.TRUE.equals(state.getRunning()))
                    .orElse(false);
        } catch (DockerException | EngineUnavailable e) {
            return false;
        }
    }

    @Override
    public void start(Launch launch, OutputSink sink) throws IOException {
        var taken = new CompletableFuture<Boolean>();
        var output = new Output(sink, () -> taken.complete(true));
        var line = HandOver.line(launch);
        follow(Attachment.handingOver(engine.address(), container, line), output);
        var _ = exit.whenComplete((_, _) -> taken.complete(false));
        if (!handedOver(taken)) {
            String why = exit.getNow(null) instanceof Exit.Lost(var lost) ? lost : "it was stopped";
            throw new IOException("sandbox " + id + " did not take its program: " + why);
        }
    }

    /// Goes on from here by itself, until the program's exit is known.
    void follow(Feed feed, Output output) throws IOException {
        synchronized (this) {
            if (started) {
                throw new IllegalStateException("sandbox " + id + " was started before");
            }
            refuseWhenEnding();
            started = true;
        }
        Thread.ofVirtual()
                .name("sandbox-" + id)
                .start(() -> {
                    try {
                        exit.complete(run(feed, output));
                    } catch (RuntimeException e) {
                        exit.complete(new Exit.Lost(String.valueOf(e.getMessage())));
                    }
                });
        meter.follow(exit);
        disk.follow(exit, this::full);
    }

    private boolean handedOver(CompletableFuture<Boolean> taken) throws IOException {
        try {
            return engine.calls().call("handing the program over", HAND_OVER, taken::get);
        } catch (EngineUnavailable e) {
            stop(Duration.ZERO);
            throw new IOException("sandbox " + id + " did not take its program in time", e);
        }
    }

    private Exit run(Feed feed, Output output) {
        Hearing.Heard heard;
        try {
            heard = new Hearing(container, engine, open::add, this::ending).all(feed, output);
        } catch (Output.Refused e) {
            return broken("its output could not be taken: " + e.getCause());
        }
        if (heard.trouble() != null) {
            return broken(heard.trouble());
        }
        if (!output.taken()) {
            String complaint = output.complaint();
            return broken(complaint.isEmpty() ? "it had ended, or the engine has" : complaint);
        }
        return full(engine.endings().of(container, heard.watched(), this::ending));
    }

    /// From the watch. Whoever ends it first gives the reason.
    private synchronized void full(long used) {
        if (!ending && signal("KILL")) {
            full = used;
        }
    }

    private Exit full(Exit exit) {
        return exit instanceof Exit.Stopped && full > 0
                ? new Exit.DiskFull(full, null)
                : disk.judge(exit);
    }

    /// For what cannot go on: nothing is left running.
    private Exit broken(String why) {
        return engine.endings().afterKill(container, this::ending, why);
    }

    @Override
    public Exit await() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new AssertionError("never completed so", e);
        }
    }

    @Override
    public void stop(Duration grace) {
        if (exit.isDone()) {
            return;
        }
        uploads.forEach(Upload::cut);
        boolean never;
        synchronized (this) {
            never = !started;
            ending |= never;
        }
        var containers = engine.containers();
        boolean gentle = !never && !grace.isZero();
        if (!gentle || !signal("TERM") || !containers.awaitEnd(container, grace)) {
            signal("KILL");
            if (!containers.awaitEnd(container, DockerCalls.USUAL)) {
                throw new EngineUnavailable("sandbox " + id + " could not be killed", null);
            }
        }
        if (never) {
            exit.complete(new Exit.Stopped());
        }
    }

    /// The verdict waits for this: either the program had ended before, or we ended it.
    private synchronized boolean signal(String signal) {
        boolean hit = engine.containers().signal(container, signal);
        ending |= hit;
        return hit;
    }

    private synchronized boolean ending() {
        return ending;
    }

    private void refuseWhenEnding() throws IOException {
        if (ending()) {
            throw new IOException("sandbox " + id + " was stopped");
        }
    }

    @Override
    public InputStream collect() throws IOException {
        if (out.untouched()) {
            return OutFolder.nothing();
        }
        try {
            var tar = engine.archives().read(container, OutFolder.PATH);
            open.add(tar);
            return tar;
        } catch (NotFoundException e) {
            if (DockerCalls.message(e).contains("No such container")) {
                throw new IOException("sandbox " + id + " is gone", e);
            }
            return OutFolder.nothing();
        } catch (DockerException e) {
            throw new IOException("files cannot be taken out: " + DockerCalls.message(e), e);
        } catch (EngineUnavailable e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Consumption consumption() {
        return meter.read();
    }

    @Override
    public void destroy() {
        boolean never;
        synchronized (this) {
            ending |= !exit.isDone();
            never = !started;
        }
        uploads.forEach(Upload::cut);
        open.forEach(DockerSandbox::close);
        engine.destroy(id);
        if (never) {
            exit.complete(new Exit.Stopped());
        }
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Closed all the same.
        }
    }
}
