package ai.openclaw.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.proxy.ScriptedProvider;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The lists of models as the real providers give them.
class ListingShapesTest {

    private final TestModels test = new TestModels();

    @AfterEach
    void end() {
        test.close();
    }

    @Test
    void readsAllPagesOfAnthropic() {
        test.set("ANTHROPIC", "");
        test.server.on(
                "/v1/models",
                (exchange, body) ->
                        ScriptedProvider.json(
                                        exchange.getRequestURI()
                                                        .getQuery()
                                                        .contains("after_id=claude-a")
                                                ? """
                                                {"data": [{"type": "model", "id": "claude-b",
                                                  "display_name": "Claude B"}], "has_more": false}
                                                """
                                                : """
                                                {"data": [{"type": "model", "id": "claude-a",
                                                  "display_name": "Claude A", "max_input_tokens": 200000,
                                                  "capabilities": {"image_input": {"supported": true}}}],
                                                 "has_more": true, "last_id": "claude-a"}
                                                """)
                                .to(exchange, body));

        var parts = test.parts();

        assertThat(parts.keys(false)).containsExactly("anthropic/claude-a", "anthropic/claude-b");
        assertThat(parts.row("anthropic/claude-a"))
                .isEqualTo(
                        new ModelList.Row(
                                "anthropic/claude-a",
                                "Claude A",
                                "text+image",
                                200_000L,
                                false,
                                true,
                                List.of(),
                                false));
        assertThat(test.server.seen().getFirst().header("x-api-key")).isEqualTo(TestModels.KEY);
        assertThat(test.server.seen().getFirst().header("anthropic-version")).isNotEmpty();
    }

    @Test
    void readsGeminisOwnListAndNotTheCompatibleOne() {
        test.set("GEMINI", "/v1beta/openai");
        test.server.on(
                "/v1beta/models",
                (exchange, body) ->
                        ScriptedProvider.json(
                                        exchange.getRequestURI()
                                                        .getQuery()
                                                        .contains("pageToken=two")
                                                ? """
                                                {"models": [{"name": "models/embedding-001",
                                                  "supportedGenerationMethods": ["embedContent"]}]}
                                                """
                                                : """
                                                {"models": [{"name": "models/gemini-x",
                                                  "displayName": "Gemini X", "inputTokenLimit": 1048576,
                                                  "supportedGenerationMethods": ["generateContent"]}],
                                                 "nextPageToken": "two"}
                                                """)
                                .to(exchange, body));

        var parts = test.parts();

        assertThat(parts.keys(false)).containsExactly("gemini/gemini-x");
        assertThat(parts.keys(true)).containsExactly("gemini/gemini-x", "gemini/embedding-001");
        assertThat(parts.row("gemini/gemini-x").contextWindow()).isEqualTo(1_048_576);
        assertThat(test.server.seen().getFirst().header("x-goog-api-key"))
                .isEqualTo(TestModels.KEY);
        assertThat(test.server.seen()).noneMatch(it -> it.path().contains(TestModels.KEY));
    }

    @Test
    void readsWhatOthersAddToOpenAisList() {
        test.set("OPENAI", "/openai");
        test.set("OPENROUTER", "/router");
        test.set("MISTRAL", "/mistral");
        test.set("GROQ", "/groq");
        test.environment.setProperty("OLLAMA_HOST", test.server.url());
        test.server
                .on(
                        "/openai/models",
                        ScriptedProvider.json(
                                """
                                {"object": "list", "data": [{"id": "gpt-x", "object": "model"},
                                  {"id": "text-embedding-y"}, {"id": "whisper-1"}]}
                                """))
                .on(
                        "/router/models",
                        ScriptedProvider.json(
                                """
                                {"data": [{"id": "maker/one", "name": "Maker: One",
                                  "context_length": 32000, "architecture":
                                  {"input_modalities": ["image", "text"],
                                   "output_modalities": ["text"]}}]}
                                """))
                .on(
                        "/mistral/models",
                        ScriptedProvider.json(
                                """
                                {"data": [{"id": "mistral-x", "max_context_length": 131072,
                                  "capabilities": {"completion_chat": true, "vision": true}},
                                  {"id": "mistral-ocr", "capabilities": {"completion_chat": false}}]}
                                """))
                .on(
                        "/groq/models",
                        ScriptedProvider.json(
                                "{\"data\": [{\"id\": \"llama\", \"context_window\": 8192}]}"))
                .on(
                        "/api/tags",
                        ScriptedProvider.json(
                                "{\"models\": [{\"name\": \"qwen:7b\", \"model\": \"qwen:7b\"}]}"));

        var parts = test.parts();

        assertThat(parts.keys(false))
                .containsExactly(
                        "openai/gpt-x",
                        "openrouter/maker/one",
                        "mistral/mistral-x",
                        "groq/llama",
                        "ollama/qwen:7b");
        assertThat(parts.keys(true)).contains("openai/text-embedding-y", "mistral/mistral-ocr");
        assertThat(parts.row("openrouter/maker/one").input()).isEqualTo("text+image");
        assertThat(parts.row("mistral/mistral-x").contextWindow()).isEqualTo(131_072);
        assertThat(parts.row("groq/llama").contextWindow()).isEqualTo(8_192);
        assertThat(parts.row("ollama/qwen:7b").local()).isTrue();
        assertThat(parts.list().look(new ModelList.Look(false, true, null)).models())
                .extracting(ModelList.Row::key)
                .containsExactly("ollama/qwen:7b");
    }

    @Test
    void passesOverWhatIsNoModelAndBoundsWhatIsOne() {
        test.set("OPENAI", "/v1");
        test.server.on(
                "/v1/models",
                ScriptedProvider.json(
                        """
                        {"data": [{"id": "two words"}, {"id": "%s"}, {}, 7, null,
                          {"id": "fine", "name": "\\u001b[31mred", "context_length": -4},
                          {"id": "fine", "name": "again"}]}
                        """
                                .formatted("x".repeat(300))));

        var parts = test.parts();

        assertThat(parts.keys(true)).containsExactly("openai/fine");
        assertThat(parts.row("openai/fine"))
                .returns("\\u001b[31mred", ModelList.Row::name)
                .returns(null, ModelList.Row::contextWindow);
        assertThatThrownBy(() -> parts.list().look(new ModelList.Look(false, false, "nobody")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("provider");
    }
}
