package ai.openclaw.queue.ops;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where JobRunr's dashboard is to be had.
///
/// @param port `OPENCLAW_OPS_PORT`; 0 for nowhere
/// @param bind `OPENCLAW_OPS_BIND`: the address to listen on
/// @param hosts `OPENCLAW_OPS_HOSTS`: names by which a browser may ask for it, beside loopback
@ConfigurationProperties("openclaw.ops")
record OpsSettings(
        @DefaultValue("18790") int port,
        @DefaultValue("127.0.0.1") String bind,
        @DefaultValue List<String> hosts) {

    OpsSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "OPENCLAW_OPS_PORT must be a port, or 0 for none, not " + port);
        }
        hosts = hosts.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
    }
}
