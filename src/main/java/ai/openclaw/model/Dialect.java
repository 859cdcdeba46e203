package ai.openclaw.model;

/// The wire formats of model calls.
public enum Dialect {
    /// Anthropic Messages: `/v1/messages`, `/v1/messages/count_tokens`.
    ANTHROPIC,
    /// OpenAI Chat Completions: `/v1/chat/completions`.
    CHAT,
    /// OpenAI Responses: `/v1/responses`.
    RESPONSES,
    /// OpenAI Embeddings: `/v1/embeddings`.
    EMBEDDINGS
}
