package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

    private static final String MODELS =
            """
            {"count": 2, "models": [
              {"key": "anthropic/claude-x", "name": "Claude X", "input": "text+image",
               "contextWindow": 200000, "local": false, "available": true,
               "tags": ["default", "alias:best"], "missing": false},
              {"key": "ollama/qwen", "name": "qwen", "input": "", "contextWindow": null,
               "local": true, "available": false, "tags": [], "missing": true}],
             "unreachable": [{"provider": "groq", "reason": "It answered 500."}]}
            """;

    @TempDir Path directory;
    private PretendGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new PretendGateway(directory);
        gateway.on("GET /api/v1/models", 200, MODELS);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void listsModelsAndSaysWhichProvidersGiveNone() {
        var done = gateway.run("models", "list");

        assertThat(done.code()).isZero();
        assertThat(done.out())
                .isEqualTo(
                        """
                        Model               Input       Ctx   Local  Auth  Tags
                        anthropic/claude-x  text+image  200k  no     yes   default,alias:best
                        ollama/qwen         -           -     yes    yes   missing
                        """);
        assertThat(done.err()).contains("groq gives no list: It answered 500.");
    }

    @Test
    void printsKeysAloneOrTheAnswerItself() {
        assertThat(gateway.run("models", "list", "--plain").out())
                .isEqualTo("anthropic/claude-x\nollama/qwen\n");
        assertThat(gateway.run("models", "list", "--json").out())
                .startsWith("{")
                .contains("\"unreachable\"");
    }

    @Test
    void asksForWhatIsWanted() {
        var done = gateway.run("models", "list", "--all", "--local", "--provider", "groq");

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(gateway.last().path())
                .isEqualTo("/api/v1/models?all=true&local=true&provider=groq");
    }

    @Test
    void saysWhereToLookIfThereAreNone() throws IOException {
        try (var empty = new PretendGateway(directory)) {
            empty.on(
                    "GET /api/v1/models",
                    200,
                    "{\"count\": 0, \"models\": [], \"unreachable\": []}");

            var done = empty.run("models", "list");

            assertThat(done.code()).isZero();
            assertThat(done.out()).isEmpty();
            assertThat(done.err()).contains("No models.", "openclaw models status");
        }
    }

    @Test
    void checkFailsForWhatIsSetUpAndCannotBeUsed() throws IOException {
        assertThat(status("READY", "ABSENT", "--check").code()).isZero();
        assertThat(status("READY", "UNREACHABLE", "--check").code()).isEqualTo(1);
        assertThat(status("READY", "UNREACHABLE").code()).isZero();
        assertThat(status("READY", "WANTED", "--check").code()).isEqualTo(1);
        var none = status("ABSENT", "ABSENT", "--check");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.out()).contains("PROVIDER", "one", "ABSENT", "because");
    }

    private PretendGateway.Done status(String first, String second, String... options)
            throws IOException {
        try (var answering = new PretendGateway(directory)) {
            answering.on(
                    "GET /api/v1/models/providers",
                    200,
                    """
                    {"items": [
                      {"name": "one", "state": "%s", "models": 0, "local": false,
                       "reason": "because", "listedAt": null},
                      {"name": "two", "state": "%s", "models": 3, "local": true, "reason": null,
                       "listedAt": "2026-01-01T00:00:00Z"}], "next": null}
                    """
                            .formatted(first, second));
            return answering.run(
                    Stream.concat(Stream.of("models", "status"), Stream.of(options))
                            .toArray(String[]::new));
        }
    }
}
