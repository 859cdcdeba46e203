package ai.openclaw.sandbox;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A sandbox's way to the gateway: a small internal network in which there is nobody else.
///
/// @param name of the engine's network, `openclaw-net-<node>-<n>`
/// @param gateway the IPv4 address at which the gateway answers, and nothing else does
/// @param sandbox the sandbox's own IPv4 address
/// @param port the only one that answers, but for the next
/// @param egress the port of the egress proxy; null where there is none
public record Lane(
        String name, String gateway, String sandbox, int port, @Nullable Integer egress) {

    /// One that leads to the gateway and no further.
    public Lane(String name, String gateway, String sandbox, int port) {
        this(name, gateway, sandbox, port, null);
    }

    public Lane withEgress(int egress) {
        return new Lane(name, gateway, sandbox, port, egress);
    }

    /// Where programs in the sandbox find the gateway; what `OPENCLAW_GATEWAY_URL` says there.
    public URI url() {
        return URI.create("http://" + gateway + ":" + port);
    }

    /// The end of a node's id, enough to tell nodes on one engine apart: its beginning is the time
    /// at which it was made.
    public static String shortId(UUID node) {
        String id = node.toString();
        return id.substring(id.length() - 8);
    }
}
