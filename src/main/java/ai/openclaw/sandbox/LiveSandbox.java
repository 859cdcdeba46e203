package ai.openclaw.sandbox;

import java.time.Instant;
import java.util.UUID;

/// A sandbox of this process, as it is at a moment.
///
/// @param image the exact one once it is known, until then its name
/// @param since when it was begun
/// @param used so far
public record LiveSandbox(
        UUID id, State state, String image, Instant since, Sandbox.Consumption used) {

    /// Where a sandbox stands in its life.
    public enum State {
        /// It is being made, or probes run in it.
        MAKING,
        /// It waits for a task.
        WARM,
        /// It belongs to an attempt.
        RUNNING,
        /// It is being destroyed.
        ENDING
    }
}
