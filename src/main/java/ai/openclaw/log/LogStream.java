package ai.openclaw.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a log line comes from.
public enum LogStream {
    STDOUT,
    STDERR,
    /// Not printed by the task: says that lines are missing here, and why.
    GAP;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
