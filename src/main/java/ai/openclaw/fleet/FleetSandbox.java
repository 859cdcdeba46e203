package ai.openclaw.fleet;

import ai.openclaw.sandbox.LiveSandbox.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A sandbox that is there now.
///
/// @param task whom it serves, with `attempt` and `agent`; null for one that waits or is being made
/// @param attempt number of the task's attempt
/// @param warm whether it waited for its task, or still does
/// @param cpuSeconds of all cores together; null where it is on another node, whose counters only
///   that node can read
/// @param memoryBytes at the moment; null likewise
public record FleetSandbox(
        UUID id,
        State state,
        @Nullable UUID task,
        @Nullable Integer attempt,
        @Nullable String agent,
        UUID node,
        String engine,
        String image,
        boolean warm,
        Instant createdAt,
        long ageSeconds,
        @Nullable Double cpuSeconds,
        @Nullable Long memoryBytes) {}
