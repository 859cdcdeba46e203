package ai.openclaw.blob;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param abandonedAfter a blob whose writer was silent for so long is deleted
@ConfigurationProperties("openclaw.blob")
record BlobSettings(@DefaultValue("PT1H") Duration abandonedAfter) {}
