package ai.openclaw.model;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How a provider lists its models. The shapes are those of the providers' own API references.
enum ListingStyle {

    /// `GET /models`, all at once; OpenAI's, and that of most others, with fields of their own.
    OPENAI("data") {
        @Override
        URI first(URI base) {
            return URI.create(base + "/models");
        }
    },

    /// `GET /models` in pages, the next one after the last id.
    ANTHROPIC("data") {
        @Override
        URI first(URI base) {
            return URI.create(base + "/models?limit=1000");
        }

        @Override
        Optional<URI> next(URI base, JsonNode page) {
            String last = page.path("last_id").asString("");
            return page.path("has_more").asBoolean(false) && !last.isEmpty()
                    ? Optional.of(URI.create(first(base) + "&after_id=" + encode(last)))
                    : Optional.empty();
        }

        @Override
        Map<String, String> headers(Provider provider) {
            var headers = new HashMap<>(super.headers(provider));
            headers.put("anthropic-version", "2023-06-01");
            return headers;
        }
    },

    /// `GET /models` in pages by token, beside the face that is compatible with OpenAI's and lists
    /// less.
    GEMINI("models") {
        @Override
        URI first(URI base) {
            String compatible = base.toString();
            return URI.create(
                    compatible.substring(0, compatible.length() - COMPATIBLE.length())
                            + "/models?pageSize=1000");
        }

        @Override
        Optional<URI> next(URI base, JsonNode page) {
            String token = page.path("nextPageToken").asString("");
            return token.isEmpty()
                    ? Optional.empty()
                    : Optional.of(URI.create(first(base) + "&pageToken=" + encode(token)));
        }

        @Override
        Map<String, String> headers(Provider provider) {
            var key = provider.key();
            return key == null ? Map.of() : Map.of("x-goog-api-key", key.reveal());
        }
    },

    /// `GET /api/tags`: what is pulled, at the root of the server.
    OLLAMA("models") {
        @Override
        URI first(URI base) {
            return base.resolve("/api/tags");
        }
    };

    /// What the address of Gemini's compatible face ends with.
    static final String COMPATIBLE = "/openai";

    private final String field;

    ListingStyle(String field) {
        this.field = field;
    }

    /// The first page.
    ///
    /// @param base of the provider
    abstract URI first(URI base);

    /// The page after this one.
    Optional<URI> next(URI base, JsonNode page) {
        return Optional.empty();
    }

    /// By which the provider knows its customer, and what else it wants.
    Map<String, String> headers(Provider provider) {
        return provider.credentials();
    }

    /// The models of a page; no array if this is no listing.
    JsonNode models(JsonNode page) {
        return page.path(field);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
