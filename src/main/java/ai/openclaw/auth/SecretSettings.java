package ai.openclaw.auth;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What secrets are encrypted with.
///
/// @param key `OPENCLAW_SECRET_KEY`, any text of 32 characters or more that is hard to guess; null:
///   a key of this gateway's own, in its home
/// @param old `OPENCLAW_SECRET_OLD`, the key before this one, until all is sealed anew
@ConfigurationProperties("openclaw.secret")
record SecretSettings(@Nullable String key, @Nullable String old) {

    static final int SHORTEST = 32;

    SecretSettings {
        key = orNull(key);
        old = orNull(old);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return "SecretSettings[key " + (key == null ? "in the home" : "set") + "]";
    }
}
