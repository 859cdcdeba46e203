package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.Json;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.task.TaskState;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the built-in agent finds in its sandbox.
class BriefingTest {

    @TempDir static Path home;

    private static final AtomicReference<Launch> launched = new AtomicReference<>();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                new TestGateway(
                                TestPostgres.freshDatabase(),
                                home,
                                2,
                                "--OPENCLAW_DEFAULT_MODEL=claude-test",
                                "--ANTHROPIC_API_KEY=sk-x",
                                "--OPENAI_API_KEY=sk-y",
                                "--MISTRAL_API_KEY=sk-z")
                        .withLanes();
    }

    @BeforeEach
    void succeeds() {
        runs(0);
    }

    private static void runs(int code) {
        gateway.engine.runs(program -> {
            launched.set(program.launch());
            return code;
        });
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    @Test
    void theDefaultAgentRunsItOnTheDefaultModel() {
        var task = gateway.run("{\"prompt\": \"Write a poem.\", \"timeout\": \"PT5M\"}");

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(launch().argv()).containsExactly("/usr/local/bin/openclaw-agent");
        assertThat(launch().env())
                .containsEntry("OPENCLAW_MODEL", "claude-test")
                .containsEntry("OPENCLAW_MODEL_DIALECT", "anthropic")
                .containsEntry("OPENCLAW_TIMEOUT", "PT5M")
                .containsKeys("OPENCLAW_TASK_TOKEN", "OPENCLAW_PROMPT_FILE")
                .doesNotContainKeys("OPENCLAW_SYSTEM_PROMPT", "OPENCLAW_SYSTEM_PROMPT_FILE");
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-test,responses",
        "gpt-test,responses",
        "mistral/m,chat",
        "claude-other,anthropic",
        "nobody/knows,"
    })
    void theModelsProviderDecidesTheDialect(String model, String dialect) {
        agent("{\"model\": \"%s\"}".formatted(model));

        gateway.run("{\"agent\": \"mine\", \"prompt\": \"x\"}");

        assertThat(launch().env().get("OPENCLAW_MODEL")).isEqualTo(model);
        assertThat(launch().env().get("OPENCLAW_MODEL_DIALECT")).isEqualTo(dialect);
    }

    @Test
    void theTasksOwnVariablesWin() {
        agent("{\"model\": \"gpt-test\", \"env\": {\"OPENCLAW_MODEL_DIALECT\": \"chat\"}}");

        gateway.run(
                "{\"agent\": \"mine\", \"prompt\": \"x\", \"env\": {\"OPENCLAW_MODEL\": \"gpt-2\"}}");

        assertThat(launch().env())
                .containsEntry("OPENCLAW_MODEL", "gpt-2")
                .containsEntry("OPENCLAW_MODEL_DIALECT", "chat");
    }

    @Test
    void theSystemPromptGoesInWhateverItsLength() {
        agent("{\"systemPrompt\": \"Be brief.\"}");
        gateway.run("{\"agent\": \"mine\", \"prompt\": \"x\"}");
        assertThat(launch().env()).containsEntry("OPENCLAW_SYSTEM_PROMPT", "Be brief.");

        agent("{\"systemPrompt\": \"%s\"}".formatted("long ".repeat(30_000)));
        var task = gateway.run("{\"agent\": \"mine\", \"prompt\": \"x\"}");
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(launch().env())
                .containsEntry("OPENCLAW_SYSTEM_PROMPT_FILE", "/workspace/.openclaw-system-prompt")
                .doesNotContainKey("OPENCLAW_SYSTEM_PROMPT");
    }

    @Test
    void programsOfOthersAreToldNothingOfIt() {
        gateway.run("{\"agent\": \"shell\", \"prompt\": \"true\"}");

        assertThat(launch().env())
                .doesNotContainKeys("OPENCLAW_MODEL", "OPENCLAW_MODEL_DIALECT", "OPENCLAW_TIMEOUT");
    }

    @Test
    void anImageWithoutItSaysSo() {
        runs(127);

        var task = gateway.run("{\"prompt\": \"x\"}");

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.exitCode()).isEqualTo(127);
        assertThat(task.detail())
                .contains("does not have the built-in agent", "build-sandbox-image.sh");
    }

    private void agent(String spec) {
        gateway.context
                .getBean(Agents.class)
                .put("mine", Json.mapper().readValue(spec, AgentSpec.class));
    }

    private Launch launch() {
        return Objects.requireNonNull(launched.get());
    }
}
