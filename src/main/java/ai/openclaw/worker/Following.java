package ai.openclaw.worker;

import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Sandbox;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for a program's end, and brings it about when told to.
///
/// @param outlives whether the sandbox can do without this process: a gateway that stops then
///   leaves it running
record Following(Sandbox sandbox, StopSignal stop, Steps steps, boolean outlives) {

    private static final int TRIES = 3;
    private static final Duration AFTER_STOP = Duration.ofSeconds(20);

    /// @throws Stopped if the gateway stops and the program runs on
    Exit exit() throws InterruptedException, ExecutionException, Stopped {
        var exit = new CompletableFuture<Exit>();
        Thread.ofVirtual().name("worker-await").start(() -> await(exit));
        stop.awaitOr(exit);
        StopCause cause = stop.cause();
        if (exit.isDone() || cause == null) {
            return exit.get();
        }
        if (outlives && cause instanceof StopCause.GatewayStops) {
            throw new Stopped(cause);
        }
        steps.done("program.stopping", Map.of("why", cause.word()));
        // On a thread of its own: an engine that hangs must not hold the attempt for ever.
        Thread.ofVirtual().name("worker-stop").start(() -> stop(cause.grace(), exit));
        try {
            return exit.get(cause.grace().plus(AFTER_STOP).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Exit.Lost("the engine never said that the program had ended");
        }
    }

    private void await(CompletableFuture<Exit> exit) {
        try {
            exit.complete(sandbox.await());
        } catch (InterruptedException e) {
            exit.complete(new Exit.Lost("waiting for the program was interrupted"));
        } catch (RuntimeException e) {
            exit.complete(new Exit.Lost("waiting for the program failed: " + e.getMessage()));
        }
    }

    private void stop(Duration grace, CompletableFuture<Exit> exit) {
        for (int tries = 1; !exit.isDone(); tries++) {
            try {
                sandbox.stop(grace);
                return;
            } catch (RuntimeException e) {
                if (tries == TRIES) {
                    exit.complete(new Exit.Lost("stopping it failed: " + e.getMessage()));
                }
            }
        }
    }
}
