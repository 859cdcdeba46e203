package ai.openclaw.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One sandbox, for one attempt. Order of calls: [#put] any number of times, [#start] once,
/// [#await], then [#collect], then [#destroy]. [#stop] and [#destroy] may come at any time and from
/// any thread, any number of times; what waits in another call then returns.
public interface Sandbox {

    UUID id();

    /// What it can reach; the same from its beginning to its end.
    default Reach reach() {
        return Reach.NOTHING;
    }

    /// Why its limit of disk is watched and not held by its file system, although the engine holds
    /// others' so: a sentence. Empty where there is nothing to say.
    default Optional<String> softDisk() {
        return Optional.empty();
    }

    /// Unpacks a tar stream below `/workspace`, owned by the sandbox's user whatever the tar says.
    /// The entries have been checked by the caller. Missing folders are made. Streams: a tar of any
    /// size passes in constant memory.
    ///
    /// @throws WorkspaceFull if it does not fit into its limit of disk; the sandbox has ended then
    /// @throws IOException if the tar is broken, the engine refuses or the disk is full
    void put(InputStream tar) throws IOException;

    /// Whether it is alive and has not been handed a program yet. Asks the engine, once and
    /// quickly; one that does not answer is taken for no.
    boolean waits();

    /// Hands the program over; it starts within milliseconds in `/workspace`, which is also its
    /// `HOME`, with nothing on standard input. Output goes to the sink until the program has ended
    /// and all of it was delivered. A program that is not there or cannot be executed is no failure
    /// of this call: it exits with 127 or 126, and the reason is on standard error.
    ///
    /// @throws IOException if the hand-over did not succeed, or the sandbox was stopped before; the
    ///   program then does not run
    void start(Launch launch, OutputSink sink) throws IOException;

    /// Waits until no process of the sandbox is alive and all output was delivered. Every call
    /// gives the same answer.
    ///
    /// @throws InterruptedException if the waiting thread was interrupted; the program runs on
    Exit await() throws InterruptedException;

    /// Ends every process: SIGTERM, then SIGKILL after the grace; zero grace is SIGKILL at once.
    /// Returns when none is alive. Before [#start] the program never runs. Works after an
    /// interrupt.
    ///
    /// @throws EngineUnavailable if the engine does not answer; call again
    void stop(Duration grace);

    /// `/workspace/out` as a tar stream as the program left it, hostile in every respect: names,
    /// links, sizes. Its entries' names begin with `out/`. An empty tar where there is none. The
    /// caller closes it, possibly before its end.
    ///
    /// @throws IOException if the engine does not answer or the sandbox is gone
    InputStream collect() throws IOException;

    /// What the program has used so far, as far as the engine knows; the last known after its end.
    Consumption consumption();

    /// Removes every trace: processes, container, volume, files. Works after an interrupt. What is
    /// gone is fine.
    ///
    /// @throws EngineUnavailable if it could not be verified that all is gone; call again, or
    ///   [SandboxEngine#destroy] later
    void destroy();

    /// @param lane its way to the gateway, or null if it reaches nothing
    /// @param missing why it has no lane although it was to have one, as a sentence; else null
    record Reach(@Nullable Lane lane, @Nullable String missing) {

        public static final Reach NOTHING = new Reach(null, null);
    }

    /// @param cpu time of all cores together, or zero if unknown
    /// @param memory in bytes at the moment, or 0 if unknown
    /// @param peakMemory in bytes, or 0 if unknown
    record Consumption(Duration cpu, long memory, long peakMemory) {

        public static final Consumption UNKNOWN = new Consumption(Duration.ZERO, 0, 0);
    }
}
