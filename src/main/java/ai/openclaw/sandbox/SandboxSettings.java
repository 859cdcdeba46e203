package ai.openclaw.sandbox;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where tasks run.
///
/// @param engine `OPENCLAW_SANDBOX_ENGINE`: which engine, or `auto`
/// @param image `OPENCLAW_SANDBOX_IMAGE`: for agents that name none
/// @param runtime `OPENCLAW_SANDBOX_RUNTIME`: of the engine, for agents that name none; null or
///   blank for the engine's own choice
@ConfigurationProperties("openclaw.sandbox")
public record SandboxSettings(
        @DefaultValue("auto") EngineChoice engine,
        @DefaultValue("openclaw-sandbox:local") String image,
        @Nullable String runtime) {

    /// How the engine is chosen.
    public enum EngineChoice {
        /// Docker if it answers, else local.
        AUTO,
        DOCKER,
        LOCAL
    }
}
