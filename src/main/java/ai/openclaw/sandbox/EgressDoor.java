package ai.openclaw.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/// The gateway's proxy to hosts outside, at a port of its own in the lanes of those sandboxes that
/// are [NetworkMode#EGRESS]; in other lanes nothing listens there. An engine opens an entry before
/// such a sandbox can be there, and closes it when that is gone for certain, so an entry knows
/// whose it is. Safe for use by many threads.
public interface EgressDoor {

    /// Serves a sandbox from now on.
    ///
    /// @throws IOException if it cannot be served there, with what was seen
    Entry open(LaneDoor.Place place, UUID sandbox) throws IOException;

    /// One sandbox being served.
    interface Entry extends AutoCloseable {

        /// Waits until something came through.
        ///
        /// @return false if nothing had when the time was over
        boolean awaitReached(Duration limit) throws InterruptedException;

        /// Serves it no more, and ends every connection that is open. Twice is fine.
        @Override
        void close();
    }
}
