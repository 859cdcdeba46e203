package ai.openclaw.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place that answers model calls.
///
/// @param baseUrl what comes before `/chat/completions`, `/messages` and `/models`, so usually with
///   `/v1` at its end; without a slash there
/// @param key null where none is needed
/// @param headers sent along; may hold secrets too
/// @param local whether it runs on hardware of the installation's owner
/// @param listing how it lists its models
public record Provider(
        String name,
        URI baseUrl,
        Set<Dialect> dialects,
        @JsonIgnore @Nullable ProviderKey key,
        @JsonIgnore Map<String, String> headers,
        boolean local,
        @JsonIgnore ListingStyle listing) {

    private static final String API = "/v1";

    public Provider {
        dialects = Set.copyOf(dialects);
        headers = Map.copyOf(headers);
    }

    /// Where this provider has what the OpenAI and Anthropic APIs have at this path.
    ///
    /// @param path begins with `/v1/`, with its query if there is one
    public URI uri(String path) {
        return URI.create(baseUrl + path.substring(API.length()));
    }

    /// The headers by which the provider knows its customer, lower case.
    public Map<String, String> credentials() {
        var all = new LinkedHashMap<String, String>();
        if (key != null) {
            if (dialects.contains(Dialect.ANTHROPIC) && !dialects.contains(Dialect.CHAT)) {
                all.put("x-api-key", key.reveal());
            } else {
                all.put("authorization", "Bearer " + key.reveal());
            }
        }
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        return all;
    }

    /// Without key and headers.
    @Override
    public String toString() {
        return "Provider[" + name + ", " + baseUrl + ", " + dialects + "]";
    }
}
