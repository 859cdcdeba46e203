package ai.openclaw.agent;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One version of an agent. Versions are never changed; a `PUT` makes the next one. Whether the
/// agent is paused is no matter of its versions.
///
/// @param pausedAt since when no task of it is started; null: they are
/// @param pausedBy who said so
public record Agent(
        String name,
        int version,
        Instant createdAt,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @JsonUnwrapped AgentSpec spec) {

    public boolean paused() {
        return pausedAt != null;
    }
}
