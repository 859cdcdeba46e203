package ai.openclaw.worker;

import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.secret.Redaction;
import java.nio.ByteBuffer;

/// What one program prints, on its way into the log.
final class Output implements OutputSink, AutoCloseable {

    private final Redaction redaction;
    private final Transcript transcript;
    private final RedactedOutput clean;

    Output(Redaction redaction, Transcript transcript) {
        this.redaction = redaction;
        this.transcript = transcript;
        this.clean = new RedactedOutput(redaction, transcript);
    }

    /// What the program was given and nobody else may read.
    Redaction redaction() {
        return redaction;
    }

    Transcript transcript() {
        return transcript;
    }

    @Override
    public void stdout(ByteBuffer data) {
        clean.stdout(data);
    }

    @Override
    public void stderr(ByteBuffer data) {
        clean.stderr(data);
    }

    @Override
    public void gap(String why) {
        clean.gap(why);
    }

    /// Writes the rest.
    void finish() {
        clean.finish();
        transcript.finish();
    }

    /// Writes what is whole and certain: another process goes on from there.
    void leave() {
        transcript.leave();
    }

    @Override
    public void close() {
        transcript.close();
    }
}
