package ai.openclaw.e2e;

import static ai.openclaw.e2e.BrokenRepository.RUN;
import static ai.openclaw.e2e.BrokenRepository.RUN_AND_LEAVE;
import static ai.openclaw.harness.ScriptedModel.call;
import static ai.openclaw.harness.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.harness.ScriptedModel;
import ai.openclaw.proxy.ScriptedProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Coding agents as npm delivers them, with the images and settings of `agents`, in real sandboxes
/// through the proxy, with a model that follows a script. What their tools do is real.
class RealAgentsTest extends EndToEnd {

    private static final String KEY = "sk-real-agents-5up3r53cr3t";

    private final ScriptedProvider provider = new ScriptedProvider();

    @Override
    Map<String, String> settings() {
        return Map.of(
                "ANTHROPIC_API_KEY",
                KEY,
                "ANTHROPIC_BASE_URL",
                provider.url(),
                "OPENAI_API_KEY",
                KEY,
                "OPENAI_BASE_URL",
                provider.url() + "/v1");
    }

    @AfterAll
    void endProvider() {
        provider.close();
    }

    @Test
    void claudeCodeMendsAFailingTest() throws Exception {
        apply("claude-code");
        var model =
                new ScriptedModel(
                        "anthropic",
                        say("I run the test first.", call("Bash", "command", RUN)),
                        say("", call("Read", "file_path", "/workspace/repo/calc.py")),
                        say(
                                "It subtracts.",
                                call(
                                        "Edit",
                                        "file_path",
                                        "/workspace/repo/calc.py",
                                        "old_string",
                                        "a - b",
                                        "new_string",
                                        "a + b")),
                        say("", call("Bash", "command", RUN_AND_LEAVE)),
                        say("add() adds now."));
        model.at(provider);

        mended("claude-code", model);
    }

    @Test
    void codexMendsAFailingTest() throws Exception {
        apply("codex");
        var model =
                new ScriptedModel(
                        "responses",
                        say("I run the test first.", call("exec_command", "cmd", RUN)),
                        say(
                                "It subtracts.",
                                call(
                                        "exec_command",
                                        "cmd",
                                        "sed -i 's/a - b/a + b/' /workspace/repo/calc.py")),
                        say("", call("exec_command", "cmd", RUN_AND_LEAVE)),
                        say("add() adds now."));
        model.at(provider);

        mended("codex", model);
    }

    private void mended(String agent, ScriptedModel model) throws Exception {
        JsonNode task = finished(BrokenRepository.mend(api, agent));

        String id = task.get("id").asString();
        assertThat(task.get("state").asString()).as("%s", log(id)).isEqualTo("SUCCEEDED");
        assertThat(task.at("/result/summary").asString()).isEqualTo("add() adds now.");
        assertThat(api.text("/tasks/" + id + "/artifacts/calc.py", "*/*")).contains("return a + b");
        // What the model was shown is what happened: the test failed, and then it passed.
        var shown = model.outputs(model.requests().getLast());
        assertThat(shown.getFirst()).contains("AssertionError: 5 != -1");
        assertThat(shown.getLast()).contains("OK").doesNotContain("AssertionError");
        assertThat(task.at("/usage/inputTokens").asLong()).isEqualTo(model.inputTokens());
        assertThat(task.at("/usage/outputTokens").asLong()).isEqualTo(model.outputTokens());
        assertThat(log(id)).contains("I run the test first.", "▸ ", "add() adds now.");
        assertThat(log(id)).doesNotContain(KEY);
    }

    /// As a user does it.
    private void apply(String agent) throws Exception {
        var said =
                GatewayProgram.openclaw(
                        Map.of(
                                "OPENCLAW_GATEWAY_URL", gateway.address().toString(),
                                "OPENCLAW_GATEWAY_TOKEN", gateway.token()),
                        "agents",
                        "apply",
                        "-f",
                        "agents/" + agent + ".yaml");
        assertThat(said).startsWith(agent);
    }
}
