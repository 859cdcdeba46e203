package ai.openclaw.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What providers do on behalf of a model call besides answering it. Each is a way out of the
/// sandbox, so an agent has it only if it says so.
public enum ModelFeature {
    /// Tools that run at the provider: web search, web fetch, code interpreter and the like.
    SERVER_TOOLS,
    /// MCP servers that the provider calls.
    HOSTED_MCP,
    /// Images and files that the provider fetches from an address.
    REMOTE_URLS,
    /// Files, prompts and conversations that are kept at the provider.
    PROVIDER_STATE;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
