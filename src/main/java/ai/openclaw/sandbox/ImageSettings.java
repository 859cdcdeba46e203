package ai.openclaw.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param pull `OPENCLAW_IMAGES_PULL`
@ConfigurationProperties("openclaw.images")
record ImageSettings(@DefaultValue("missing") PullPolicy pull) {}
