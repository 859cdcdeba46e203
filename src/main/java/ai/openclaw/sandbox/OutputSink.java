package ai.openclaw.sandbox;

import java.nio.ByteBuffer;

/// Takes a sandbox's output as it comes. Called by one thread at a time; blocking here slows the
/// program down and loses nothing.
public interface OutputSink {

    /// Bytes of standard output.
    ///
    /// @param data valid only during the call
    void stdout(ByteBuffer data);

    /// Bytes of standard error.
    ///
    /// @param data valid only during the call
    void stderr(ByteBuffer data);
}
