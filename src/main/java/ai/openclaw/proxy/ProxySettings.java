package ai.openclaw.proxy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long model calls may take: `OPENCLAW_PROXY_CONNECT` and so on.
///
/// @param connect to a provider
/// @param answer until the head of its answer is there; thinking takes time
/// @param silence between two bytes of an answer
/// @param tries of one model before the next one's turn
/// @param pause before the second try; doubled for each after it
/// @param patience with what other calls hold of a budget
@ConfigurationProperties("openclaw.proxy")
record ProxySettings(
        @DefaultValue("PT10S") Duration connect,
        @DefaultValue("PT10M") Duration answer,
        @DefaultValue("PT5M") Duration silence,
        @DefaultValue("2") int tries,
        @DefaultValue("PT0.5S") Duration pause,
        @DefaultValue("PT1M") Duration patience) {}
