package ai.openclaw.proxy;

import ai.openclaw.model.Dialect;
import java.util.Arrays;
import java.util.Optional;

/// A path of the proxy that takes model calls.
enum Endpoint {
    CHAT("/v1/chat/completions", "/v1/chat/completions", Dialect.CHAT),
    RESPONSES("/v1/responses", "/v1/responses", Dialect.RESPONSES),
    /// For clients whose base URL has no `/v1`.
    BARE_RESPONSES("/responses", "/v1/responses", Dialect.RESPONSES),
    EMBEDDINGS("/v1/embeddings", "/v1/embeddings", Dialect.EMBEDDINGS),
    MESSAGES("/v1/messages", "/v1/messages", Dialect.ANTHROPIC),
    COUNT_TOKENS("/v1/messages/count_tokens", "/v1/messages/count_tokens", Dialect.ANTHROPIC);

    private final String path;
    private final String upstream;
    private final Dialect dialect;

    Endpoint(String path, String upstream, Dialect dialect) {
        this.path = path;
        this.upstream = upstream;
        this.dialect = dialect;
    }

    static Optional<Endpoint> at(String path) {
        return Arrays.stream(values()).filter(it -> it.path.equals(path)).findFirst();
    }

    /// Where providers have it.
    String upstream() {
        return upstream;
    }

    Dialect dialect() {
        return dialect;
    }
}
