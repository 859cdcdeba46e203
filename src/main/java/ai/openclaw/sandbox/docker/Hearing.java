package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.handover.Output;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hears a program's output to its end, also where the engine is restarted meanwhile and leaves its
/// containers running, as with `live-restore`: then it goes on from the container's log.
final class Hearing {

    private static final String RESTARTED =
            "The Docker Engine was restarted here; what was printed in that moment may be missing.";

    /// How soon after an output the end of the engine shows in the watch, too.
    private static final int MOMENT_SECONDS = 2;

    private final String container;
    private final DockerEngine engine;
    private final Consumer<Closeable> opened;
    private final BooleanSupplier ending;

    /// @param opened gets what, when closed, ends the hearing
    /// @param ending whether we are ending the program
    Hearing(
            String container,
            DockerEngine engine,
            Consumer<Closeable> opened,
            BooleanSupplier ending) {
        this.container = container;
        this.engine = engine;
        this.opened = opened;
        this.ending = ending;
    }

    /// @param watched whether the engine said that the container ended
    /// @param trouble why not all of its output could be heard; null if it was
    record Heard(boolean watched, @Nullable String trouble) {}

    /// Delivers all that comes.
    ///
    /// @throws Output.Refused if the sink did not take it
    Heard all(Feed feed, Output output) {
        Feed source = feed;
        while (true) {
            var heard = once(source, output);
            var lost = Instant.now();
            if (heard.watched() || !output.taken() || ending.getAsBoolean() || !returned()) {
                return heard;
            }
            output.gap(RESTARTED);
            source =
                    source instanceof LogFeed log
                            ? log.after(lost)
                            : LogFeed.after(new ContainerLog(engine.address(), container), lost);
        }
    }

    private Heard once(Feed source, Output output) {
        var watch = new CompletableFuture<Boolean>();
        try {
            source.receive(
                    output,
                    opened,
                    () ->
                            watch.completeAsync(
                                    () -> engine.containers().watch(container, opened),
                                    Thread.ofVirtual().name("watch-" + container)::start));
            boolean watched = watch.join();
            if (watched) {
                source.receiveRest(output);
            }
            return new Heard(watched, null);
        } catch (IOException e) {
            String what = output.taken() ? "its output broke off: " : "";
            // What is no fault of the engine's is not mended by its return.
            return new Heard(!gone(watch), what + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private static boolean gone(CompletableFuture<Boolean> watch) {
        try {
            return !watch.get(MOMENT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            // The thread is the sandbox's own; nobody interrupts it.
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("never completed so", e);
        }
    }

    /// Whether the engine is there again and has let the container live meanwhile. Without
    /// `live-restore` it ends all at its own end or at its start, and how they ended says nothing
    /// about the programs.
    private boolean returned() {
        try {
            return engine.endings().awaitEngine()
                    && engine.containers().liveRestores()
                    && engine.containers().state(container).isPresent();
        } catch (EngineUnavailable e) {
            return false;
        }
    }
}
