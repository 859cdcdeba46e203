package ai.openclaw.sandbox;

import java.nio.ByteBuffer;

/// Takes a sandbox's output as it comes, in pieces of any size. Called by one thread at a time;
/// blocking here slows the program down and loses nothing. After an exception from here nothing
/// more is delivered: the program is killed and [Sandbox#await] answers [Exit.Lost].
public interface OutputSink {

    /// Bytes of standard output.
    ///
    /// @param data valid only during the call
    void stdout(ByteBuffer data);

    /// Bytes of standard error. The order between the two streams is that of arrival, nothing more.
    ///
    /// @param data valid only during the call
    void stderr(ByteBuffer data);

    /// Some of what the program printed before this cannot be had any more. Only of a sandbox that
    /// was adopted; see [Survivor].
    ///
    /// @param why a sentence for a person
    default void gap(String why) {}
}
