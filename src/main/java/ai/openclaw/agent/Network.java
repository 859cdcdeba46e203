package ai.openclaw.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a sandbox of an agent can reach.
public enum Network {
    /// Nothing.
    NONE,
    /// The gateway's model proxy and task API.
    GATEWAY,
    /// Besides, the hosts that the agent allows, through the gateway's proxy.
    EGRESS;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
