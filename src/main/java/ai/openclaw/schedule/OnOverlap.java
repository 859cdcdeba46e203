package ai.openclaw.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What happens to a due moment while a task of the schedule still waits or runs.
public enum OnOverlap {
    /// It is left out.
    SKIP,
    /// Its task waits in the queue until the one before is over.
    QUEUE,
    /// The one before is cancelled.
    REPLACE;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
