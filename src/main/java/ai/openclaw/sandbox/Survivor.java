package ai.openclaw.sandbox;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A sandbox whose program an earlier process of this node had handed over, found again by
/// [SandboxEngine#adopt]. The program runs on, or has ended meanwhile. Order of calls: [#recall]
/// any number of times, then [#follow] once.
public interface Survivor {

    /// Delivers what the program has printed so far, from its beginning, byte for byte as every
    /// other call does, and returns. An unfinished last line may be missing while the program runs.
    /// What is not UTF-8 may come as U+FFFD.
    ///
    /// @throws IOException if the engine does not answer or the sandbox is gone
    void recall(OutputSink sink) throws IOException;

    /// Goes on as [Sandbox#start] would have: output goes to the sink, from its beginning again,
    /// until the program has ended and all of it was delivered; of a program that has ended
    /// [Sandbox#await] gives the very exit. Where the engine does not have all of the output any
    /// more, the sink is told.
    ///
    /// @param since only what was printed at this moment or later, by the engine's clock; null is
    ///   from the beginning
    /// @throws IOException if the sandbox is gone
    Sandbox follow(OutputSink sink, @Nullable Instant since) throws IOException;
}
