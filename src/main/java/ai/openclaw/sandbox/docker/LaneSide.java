package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LaneDoor;

/// Who stands in the lanes for the gateway, at the gateway's address in each.
interface LaneSide {

    /// Sees to it that it is in this lane. Done twice, it does nothing the second time.
    ///
    /// @param network the engine's id of the lane's network
    void join(Lane lane, String network);

    /// Where the gateway is to serve this port of a lane.
    LaneDoor.Place place(Lane lane, int port);

    /// For a log.
    String describe();
}
