package ai.openclaw.artifact;

import java.time.Duration;

/// How much of what an attempt left is taken.
///
/// @param bytes of all kept files together
/// @param fileBytes of any one file
/// @param entries looked at, folders and skipped ones included
/// @param time for the whole of it; the archive is closed then, even in the middle of a read
public record Caps(long bytes, long fileBytes, int entries, Duration time) {

    /// 1 GiB in all and per file, 10,000 entries, 2 minutes.
    public static final Caps DEFAULT = new Caps(1L << 30, 1L << 30, 10_000, Duration.ofMinutes(2));

    public Caps {
        if (bytes < 0 || fileBytes < 0 || entries < 0 || !time.isPositive()) {
            throw new IllegalArgumentException("caps cannot be negative");
        }
    }
}
