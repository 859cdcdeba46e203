package ai.openclaw.log;

/// How far an attempt's log is stored, to go on from there when its output is read again.
public record LogProgress(Stream stdout, Stream stderr) {

    public static final LogProgress NONE = new LogProgress(Stream.NONE, Stream.NONE);

    /// @param lines stored so far; gaps do not count
    /// @param crc over them, see [LineChecksum]
    public record Stream(long lines, long crc) {

        static final Stream NONE = new Stream(0, 0);

        Stream and(String line) {
            return new Stream(lines + 1, LineChecksum.add(crc, line));
        }
    }

    LogProgress and(Iterable<LogLine.New> lines) {
        var progress = this;
        for (var line : lines) {
            progress = progress.and(line);
        }
        return progress;
    }

    LogProgress and(LogLine.New line) {
        return switch (line.stream()) {
            case STDOUT -> new LogProgress(stdout.and(line.text()), stderr);
            case STDERR -> new LogProgress(stdout, stderr.and(line.text()));
            case GAP -> this;
        };
    }
}
