package ai.openclaw.sandbox;

/// What a sandbox can reach.
public enum NetworkMode {
    /// Nothing but its own loopback.
    NONE,
    /// The gateway's sandbox port, by a [Lane] of its own.
    GATEWAY,
    /// The same lane; besides, the gateway's egress proxy as soon as there is one.
    EGRESS
}
