package ai.openclaw.sandbox;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How sandboxes reach the gateway.
///
/// @param lanes `OPENCLAW_LANES`: at most so many, hence sandboxes with a network at a time; 0 for
///   none at all
/// @param lane `OPENCLAW_LANE_SUBNETS`, `OPENCLAW_LANE_IMAGE`
/// @param sandbox `OPENCLAW_SANDBOX_PORT`
/// @param egress `OPENCLAW_EGRESS_PORT`
/// @param bind `OPENCLAW_BIND`, where the dashboard listens: not in a lane
@ConfigurationProperties("openclaw")
public record LaneSettings(
        @DefaultValue("32") int lanes,
        @DefaultValue Pool lane,
        @DefaultValue Side sandbox,
        @DefaultValue Exit egress,
        @DefaultValue("127.0.0.1") String bind) {

    /// No lanes.
    public static final LaneSettings NONE =
            new LaneSettings(0, new Pool(List.of(), ""), new Side(0), new Exit(1), "");

    public LaneSettings {
        if (lanes < 0 || lanes > 1000) {
            throw new IllegalArgumentException("OPENCLAW_LANES must be between 0 and 1000");
        }
        if (egress.port() == sandbox.port()) {
            throw new IllegalArgumentException(
                    "OPENCLAW_EGRESS_PORT and OPENCLAW_SANDBOX_PORT must differ");
        }
    }

    /// @param subnets in CIDR notation, IPv4; lanes of 8 addresses each are cut out of them
    /// @param image what the relay runs in where the gateway is a process of the host; it needs
    ///   `/usr/bin/python3`
    public record Pool(
            @DefaultValue("10.213.0.0/16") List<String> subnets,
            @DefaultValue("openclaw-sandbox:local") String image) {}

    /// @param port what answers in a lane
    public record Side(@DefaultValue("18791") int port) {}

    /// @param port of the egress proxy, in lanes that have one
    public record Exit(@DefaultValue("18792") int port) {}
}
