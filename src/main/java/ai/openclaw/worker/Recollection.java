package ai.openclaw.worker;

import ai.openclaw.log.LogProgress;
import ai.openclaw.log.LogStream;
import ai.openclaw.sandbox.OutputSink;
import java.nio.ByteBuffer;

/// Looks whether what is stored of an output is the beginning of what the engine remembers of it.
final class Recollection implements OutputSink {

    private final LineSplitter out = new LineSplitter();
    private final LineSplitter err = new LineSplitter();
    private final Already already;

    Recollection(LogProgress stored) {
        this.already = new Already(stored);
    }

    @Override
    public void stdout(ByteBuffer data) {
        out.feed(data, (line, _) -> already.has(LogStream.STDOUT, line));
    }

    @Override
    public void stderr(ByteBuffer data) {
        err.feed(data, (line, _) -> already.has(LogStream.STDERR, line));
    }

    /// Asked when all has come.
    boolean agrees() {
        out.rest((line, _) -> already.has(LogStream.STDOUT, line));
        err.rest((line, _) -> already.has(LogStream.STDERR, line));
        return already.reached();
    }
}
