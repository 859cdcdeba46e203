package ai.openclaw.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;

/// One sandbox, for one attempt. Order of calls: [#put] any number of times, [#start] once,
/// [#await], then [#collect], then [#destroy]. [#stop] and [#destroy] may come at any time and from
/// any thread, any number of times.
public interface Sandbox {

    UUID id();

    /// Unpacks a tar stream below `/workspace`, owned by the sandbox's user whatever the tar says.
    /// The entries have been checked by the caller. Missing folders are made.
    ///
    /// @throws IOException if the engine refuses or the disk is full
    void put(InputStream tar) throws IOException;

    /// Hands the program over; it starts within milliseconds in `/workspace`. Output goes to the
    /// sink until the program has ended and all of it was delivered.
    ///
    /// @throws IOException if the hand-over did not succeed; the program then does not run
    void start(Launch launch, OutputSink sink) throws IOException;

    /// Waits until no process of the sandbox is alive and all output was delivered.
    Exit await() throws InterruptedException;

    /// Ends every process: SIGTERM, then SIGKILL after the grace; zero grace is SIGKILL at once.
    /// Returns when none is alive. Before [#start] the program never runs.
    void stop(Duration grace);

    /// `/workspace/out` as a tar stream as the program left it, hostile in every respect: names,
    /// links, sizes. Its entries' names begin with `out/`. An empty tar where there is none. The
    /// caller closes it, possibly before its end.
    InputStream collect() throws IOException;

    /// What the program has used so far, as far as the engine knows.
    Consumption consumption();

    /// Removes every trace: processes, container, volume, files. Works after an interrupt.
    void destroy();

    /// @param cpu time of all cores together, or zero if unknown
    /// @param peakMemory in bytes, or 0 if unknown
    record Consumption(Duration cpu, long peakMemory) {

        public static final Consumption UNKNOWN = new Consumption(Duration.ZERO, 0);
    }
}
