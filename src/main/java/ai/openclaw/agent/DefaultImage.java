package ai.openclaw.agent;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param image `OPENCLAW_SANDBOX_IMAGE`: for agents that name none
@ConfigurationProperties("openclaw.sandbox")
record DefaultImage(@DefaultValue("openclaw-sandbox:local") String image) {}
