package ai.openclaw.log;

import java.time.Instant;

/// One stored line, without its line end.
///
/// @param seq grows by one over the whole task, attempts included, from 1
public record LogLine(long seq, int attempt, LogStream stream, Instant at, String text) {

    /// A line that is not stored yet.
    public record New(LogStream stream, Instant at, String text) {}
}
