package ai.openclaw.model;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How providers are asked for their models: `OPENCLAW_DISCOVERY_LIMIT` and so on.
///
/// @param limit for all pages of one provider
/// @param refresh after which a listing is asked for again when somebody looks
/// @param retry the same after a failure
@ConfigurationProperties("openclaw.discovery")
record DiscoverySettings(
        @DefaultValue("PT10S") Duration limit,
        @DefaultValue("PT1H") Duration refresh,
        @DefaultValue("PT1M") Duration retry) {

    DiscoverySettings {
        positive("OPENCLAW_DISCOVERY_LIMIT", limit);
        positive("OPENCLAW_DISCOVERY_REFRESH", refresh);
        positive("OPENCLAW_DISCOVERY_RETRY", retry);
    }

    private static void positive(String setting, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(setting + " must be longer than nothing");
        }
    }
}
