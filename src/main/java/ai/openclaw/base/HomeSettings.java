package ai.openclaw.base;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where this installation keeps its data.
///
/// @param home `OPENCLAW_HOME`
@ConfigurationProperties("openclaw")
public record HomeSettings(@DefaultValue("./.openclaw") Path home) {

    public HomeSettings {
        home = home.toAbsolutePath().normalize();
    }
}
