package ai.openclaw.agent;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an agent's sandboxes are made of where it says nothing.
///
/// @param image `OPENCLAW_SANDBOX_IMAGE`
/// @param runtime `OPENCLAW_SANDBOX_RUNTIME`; null for the engine's own choice
@ConfigurationProperties("openclaw.sandbox")
record SandboxDefaults(
        @DefaultValue("openclaw-sandbox:local") String image, @Nullable String runtime) {

    SandboxDefaults {
        runtime = runtime == null || runtime.isBlank() ? null : runtime;
    }
}
