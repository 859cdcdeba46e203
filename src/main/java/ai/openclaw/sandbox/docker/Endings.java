package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// Finds out how a program ended. The end of its output is only the hint, since a dying engine ends
/// it as well; the engine's word is the proof.
final class Endings {

    private static final String GONE = "the Docker Engine went away while it ran";

    private final Containers containers;
    private final ForeignSignals signals;

    /// How long an engine that went away is given to come back.
    private final Duration patience;

    Endings(Containers containers, ForeignSignals signals, Duration patience) {
        this.containers = containers;
        this.signals = signals;
        this.patience = patience;
    }

    /// The exit of a program whose output has ended.
    ///
    /// @param watched what [Containers#watch] said
    /// @param stopped whether we ended it, asked when it has ended
    Exit of(String container, boolean watched, BooleanSupplier stopped) {
        if (!watched) {
            return afterKill(container, stopped, GONE);
        }
        try {
            var ended = containers.state(container);
            if (ended.isEmpty()) {
                return stopped.getAsBoolean()
                        ? new Exit.Stopped()
                        : new Exit.Lost("its container was removed from outside of the gateway");
            }
            var state = ended.get();
            return Verdict.of(
                    Objects.requireNonNull(state.getExitCodeLong()).intValue(),
                    Boolean.TRUE.equals(state.getOOMKilled()),
                    stopped.getAsBoolean(),
                    signals.sent(container),
                    () -> containers.killedFromOutside(container, state));
        } catch (EngineUnavailable e) {
            return afterKill(container, stopped, GONE);
        }
    }

    /// Ends what nobody can follow any more, as soon as the engine answers again.
    Exit afterKill(String container, BooleanSupplier stopped, String why) {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = 100;
        while (true) {
            try {
                containers.signal(container, "KILL");
                containers.awaitEnd(container, DockerCalls.USUAL);
                return stopped.getAsBoolean() ? new Exit.Stopped() : new Exit.Lost(why);
            } catch (EngineUnavailable e) {
                if (System.nanoTime() > deadline) {
                    return new Exit.Lost(why + "; the Docker Engine does not answer");
                }
                pause(pause);
                pause = Math.min(2 * pause, 2_000);
            }
        }
    }

    /// Waits for an engine that went away.
    ///
    /// @return whether it answers
    boolean awaitEngine() {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            if (containers.answers()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(250);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // The thread is the sandbox's own; nobody interrupts it.
            Thread.currentThread().interrupt();
        }
    }
}
