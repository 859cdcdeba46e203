package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Exit;
import java.util.function.BooleanSupplier;

/// What the engine's words about a container that ended mean.
final class Verdict {

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    /// What an engine says after its restart of a container whose end it did not write down.
    private static final int UNKNOWN = 255;

    private Verdict() {}

    /// The exit of a program that was handed over.
    ///
    /// @param code as the engine says
    /// @param oomKilled as the engine says: some process of the container was killed for memory,
    ///   not necessarily the program itself, which may have gone on and ended well
    /// @param stopped whether we killed it; our own kill is 137 too
    /// @param signalled whether it is known that somebody sent it a signal through the engine
    /// @param fromOutside whether somebody else did; asked only where the code leaves it open
    static Exit of(
            int code,
            boolean oomKilled,
            boolean stopped,
            boolean signalled,
            BooleanSupplier fromOutside) {
        if (stopped) {
            return new Exit.Stopped();
        }
        if (oomKilled && code == KILLED) {
            return new Exit.OutOfMemory();
        }
        boolean open = code == KILLED || code == TERMINATED || code == UNKNOWN;
        if (signalled || (open && fromOutside.getAsBoolean())) {
            return new Exit.Lost(
                    "it was killed from outside of the gateway, or the Docker Engine was stopped");
        }
        return new Exit.Exited(code, oomKilled);
    }
}
