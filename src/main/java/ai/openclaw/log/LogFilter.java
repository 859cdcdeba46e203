package ai.openclaw.log;

import org.jspecify.annotations.Nullable;

/// Which lines of a log.
///
/// @param attempt only this one's, or null for all
/// @param stream only this one's, or null for all
public record LogFilter(@Nullable Integer attempt, @Nullable LogStream stream) {

    public static final LogFilter ALL = new LogFilter(null, null);

    boolean takes(LogLine line) {
        return (attempt == null || attempt == line.attempt())
                && (stream == null || stream == line.stream());
    }
}
