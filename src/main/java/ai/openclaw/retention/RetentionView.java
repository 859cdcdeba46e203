package ai.openclaw.retention;

import ai.openclaw.base.Expiring;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A kind of thing, how long it is kept and what the next run would remove.
///
/// @param keep null for ever
/// @param due null where it is kept for ever
/// @param lastRun null if there was none yet
public record RetentionView(
        String kind,
        String description,
        String setting,
        @Nullable Duration keep,
        Expiring.@Nullable Due due,
        @Nullable LastRun lastRun) {

    /// @param failure why it broke off; null if it did not
    /// @param removedAt when a run last removed anything; null if none did yet
    /// @param removed how many it was then
    public record LastRun(
            Instant at,
            @Nullable String failure,
            @Nullable Instant removedAt,
            long removed,
            long bytes) {}
}
