package ai.openclaw.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where tasks run.
///
/// @param engine `OPENCLAW_SANDBOX_ENGINE`: which engine, or `auto`
/// @param image `OPENCLAW_SANDBOX_IMAGE`: for agents that name none
@ConfigurationProperties("openclaw.sandbox")
public record SandboxSettings(
        @DefaultValue("auto") EngineChoice engine,
        @DefaultValue("openclaw-sandbox:local") String image) {

    /// How the engine is chosen.
    public enum EngineChoice {
        /// Docker if it answers, else local.
        AUTO,
        DOCKER,
        LOCAL
    }
}
