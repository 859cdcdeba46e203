package ai.openclaw.model;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Models beyond the well-known providers, which are set by their own variables.
///
/// @param providers custom ones by name: `OPENCLAW_MODELS_PROVIDERS_<NAME>_BASEURL` and so on
/// @param aliases other names of models: `OPENCLAW_MODELS_ALIASES_<NAME>=provider/model`
/// @param fallbacks models to try in this order when the one asked for cannot answer:
///   `OPENCLAW_MODELS_FALLBACKS=provider/model,…`
@ConfigurationProperties("openclaw.models")
record ModelSettings(
        @DefaultValue Map<String, Custom> providers,
        @DefaultValue Map<String, String> aliases,
        @DefaultValue List<String> fallbacks) {

    ModelSettings {
        fallbacks = fallbacks.stream().map(String::strip).toList();
    }

    /// @param baseUrl with `/v1` at its end where the provider has it
    /// @param dialects what it speaks; absent: chat and embeddings, as most servers do
    /// @param local whether it runs on your own hardware
    record Custom(
            URI baseUrl,
            @Nullable Set<Dialect> dialects,
            @Nullable String key,
            @DefaultValue Map<String, String> headers,
            @DefaultValue("false") boolean local) {

        /// Without what may be secret, a password in the address included.
        @Override
        public String toString() {
            return "Custom[" + baseUrl.getHost() + "]";
        }
    }
}
