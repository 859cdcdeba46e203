package ai.openclaw.sandbox;

/// What a sandbox can reach.
public enum NetworkMode {
    /// Nothing but its own loopback.
    NONE,
    /// The gateway's sandbox port, by a [Lane] of its own.
    GATEWAY,
    /// The same, and the gateway's egress proxy at another port of the lane.
    EGRESS
}
