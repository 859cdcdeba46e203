package ai.openclaw.worker;

import ai.openclaw.log.LineChecksum;
import ai.openclaw.log.LogProgress;
import ai.openclaw.log.LogStream;

/// Tells the lines that are stored from those that are new, when a program's output is read again
/// from its beginning. Counts them, and compares checksums where the stored ones end: by counting
/// alone an output that lost its beginning would pass for the whole. For one thread at a time.
final class Already {

    private final Stream stdout;
    private final Stream stderr;

    Already(LogProgress stored) {
        this.stdout = new Stream(stored.stdout());
        this.stderr = new Stream(stored.stderr());
    }

    private static final class Stream {

        private final long stored;
        private long left;
        private long sum;

        Stream(LogProgress.Stream progress) {
            this.left = progress.lines();
            this.stored = progress.crc();
        }

        boolean next(String line) {
            if (left == 0) {
                return false;
            }
            left--;
            sum = LineChecksum.add(sum, line);
            return true;
        }

        boolean reached() {
            return left == 0 && sum == stored;
        }
    }

    /// Whether the next line of a stream is one of those that are stored.
    boolean has(LogStream stream, String line) {
        return switch (stream) {
            case STDOUT -> stdout.next(line);
            case STDERR -> stderr.next(line);
            case GAP -> false;
        };
    }

    /// Whether all that is stored has come again, and was the same.
    boolean reached() {
        return stdout.reached() && stderr.reached();
    }
}
