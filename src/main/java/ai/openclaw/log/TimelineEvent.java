package ai.openclaw.log;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that happened to a task.
///
/// @param seq grows over the installation
/// @param kind such as `task.queued`, `image.pulling`, `sandbox.created`, `attempt.finished`
/// @param detail small, for people and programs
public record TimelineEvent(
        long seq, @Nullable Integer attempt, Instant at, String kind, Map<String, Object> detail) {}
