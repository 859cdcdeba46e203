package ai.openclaw.auth;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The first way in, as the environment sets it.
///
/// @param token `OPENCLAW_GATEWAY_TOKEN`, an admin API token; absent: generated at the first start
/// @param username `OPENCLAW_GATEWAY_USERNAME`, the first admin
/// @param password `OPENCLAW_GATEWAY_PASSWORD`, used when that admin is made and never again;
///   absent: generated
@ConfigurationProperties("openclaw.gateway")
record AuthSettings(
        @Nullable String token, @DefaultValue("admin") String username, @Nullable String password) {

    AuthSettings {
        token = blankIsAbsent(token);
        password = blankIsAbsent(password);
    }

    private static @Nullable String blankIsAbsent(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return "AuthSettings[username=" + username + "]";
    }
}
