package ai.openclaw.doctor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What is done about probes that do not hold.
///
/// @param override `OPENCLAW_ISOLATION_OVERRIDE`: run tasks all the same, in production as well
@ConfigurationProperties("openclaw.isolation")
record IsolationSettings(@DefaultValue("false") boolean override) {}
