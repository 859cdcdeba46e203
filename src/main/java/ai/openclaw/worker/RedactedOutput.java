package ai.openclaw.worker;

import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.secret.Redaction;
import ai.openclaw.secret.Redactor;
import java.nio.ByteBuffer;

/// Passes a program's output on without the secrets that it was given.
final class RedactedOutput implements OutputSink {

    private final OutputSink next;
    private final Redactor out;
    private final Redactor err;

    RedactedOutput(Redaction redaction, OutputSink next) {
        this.next = next;
        this.out = redaction.stream();
        this.err = redaction.stream();
    }

    @Override
    public synchronized void stdout(ByteBuffer data) {
        out.feed(data, next::stdout);
    }

    @Override
    public synchronized void stderr(ByteBuffer data) {
        err.feed(data, next::stderr);
    }

    @Override
    public void gap(String why) {
        next.gap(why);
    }

    /// Passes on what may have been the beginning of a secret: all has come.
    synchronized void finish() {
        out.rest(next::stdout);
        err.rest(next::stderr);
    }
}
