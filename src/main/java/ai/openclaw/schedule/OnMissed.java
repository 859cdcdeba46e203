package ai.openclaw.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What happens to due moments that nobody fired in time, because no gateway ran.
public enum OnMissed {
    /// Nothing is made up for.
    SKIP,
    /// The newest of them runs, unless one is due on time anyway.
    ONCE,
    /// The newest run one after another, as many as `missedLimit` says.
    ALL;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
