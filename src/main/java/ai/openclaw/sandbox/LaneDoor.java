package ai.openclaw.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The gateway's end of the lanes: serves what comes out of sandboxes. An engine opens an entry for
/// each lane; what is served there is none of its business. Safe for use by many threads.
public interface LaneDoor {

    /// Serves a lane from now on.
    ///
    /// @param lane its name
    /// @param occupant the sandbox that is in the lane at this moment; while there is none, nothing
    ///   but liveness is answered
    /// @throws IOException if it cannot be served there, with what was seen
    Entry open(String lane, Place place, Supplier<Optional<UUID>> occupant) throws IOException;

    /// Where a lane ends.
    sealed interface Place {

        /// At a Unix socket, which is made anew and which everybody may connect to who gets to it.
        record Socket(Path path) implements Place {}

        /// At an address of this host, for one client alone.
        ///
        /// @param client the only address that is answered
        record Address(InetSocketAddress address, String client) implements Place {}
    }

    /// One lane being served.
    interface Entry extends AutoCloseable {

        /// Waits until something came through the lane.
        ///
        /// @return false if nothing had when the time was over
        boolean awaitReached(Duration limit) throws InterruptedException;

        /// Ends every connection that is open, so that nothing of one occupant's is taken for the
        /// next one's.
        void cut();

        /// Serves it no more.
        @Override
        void close();
    }
}
