package ai.openclaw.e2e;

import static ai.openclaw.e2e.BrokenRepository.RUN;
import static ai.openclaw.e2e.BrokenRepository.RUN_AND_LEAVE;
import static ai.openclaw.harness.ScriptedModel.call;
import static ai.openclaw.harness.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.harness.ScriptedModel;
import ai.openclaw.proxy.ScriptedProvider;
import ai.openclaw.sandbox.TestImages;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The built-in agent in real sandboxes, through the proxy, with a model that follows a script.
/// What its tools do is real.
class BuiltInAgentTest extends EndToEnd {

    private final ScriptedProvider provider = new ScriptedProvider();

    @Override
    Map<String, String> settings() {
        return Map.of(
                "ANTHROPIC_API_KEY", "sk-ant-e2e",
                "ANTHROPIC_BASE_URL", provider.url(),
                "OPENAI_API_KEY", "sk-e2e",
                "OPENAI_BASE_URL", provider.url() + "/v1",
                "OPENCLAW_DEFAULT_MODEL", "claude-test");
    }

    @AfterAll
    void endProvider() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic|{}",
                "responses|{\"model\": \"openai/gpt-test\"}",
                "chat|{\"model\": \"gpt-test\", \"env\": {\"OPENCLAW_MODEL_DIALECT\": \"chat\"}}"
            })
    void mendsAFailingTest(String dialect, String agent) throws Exception {
        var model =
                new ScriptedModel(
                        dialect,
                        say("I run the test first.", call("bash", "command", RUN)),
                        say("", call("read", "path", "repo/calc.py")),
                        say(
                                "It subtracts.",
                                call(
                                        "edit",
                                        "path",
                                        "repo/calc.py",
                                        "old",
                                        "a - b",
                                        "new",
                                        "a + b")),
                        say("", call("bash", "command", RUN_AND_LEAVE)),
                        say("", call("finish", "summary", "add() adds now.", "changed", "1")));
        model.at(provider);
        api.put("/agents/mender-" + dialect, Api.JSON.readTree(agent));

        var task = finished(BrokenRepository.mend(api, "mender-" + dialect));

        String id = task.get("id").asString();
        assertThat(task.get("state").asString()).as("%s", log(id)).isEqualTo("SUCCEEDED");
        assertThat(task.at("/result/summary").asString()).isEqualTo("add() adds now.");
        assertThat(task.at("/result/changed").asString()).isEqualTo("1");
        assertThat(api.text("/tasks/" + id + "/artifacts/calc.py", "*/*")).contains("return a + b");
        // What the model was shown is what happened: the test failed, and then it passed.
        assertThat(model.requests()).hasSize(5);
        var shown = model.outputs(model.requests().getLast());
        assertThat(shown).hasSize(4);
        assertThat(shown.get(0)).startsWith("exit code 1").contains("AssertionError: 5 != -1");
        assertThat(shown.get(1)).contains("2\t    return a - b");
        assertThat(shown.get(2)).contains("Replaced 1");
        assertThat(shown.get(3)).startsWith("exit code 0").contains("OK");
        assertThat(task.at("/usage/inputTokens").asLong()).isEqualTo(model.inputTokens());
        assertThat(task.at("/usage/outputTokens").asLong()).isEqualTo(model.outputTokens());
        assertThat(task.at("/usage/cachedTokens").asLong()).isEqualTo(50);
        var said = events(id).stream().filter(it -> kind(it).startsWith("agent.")).toList();
        assertThat(said)
                .extracting(BuiltInAgentTest::kind)
                .startsWith("agent.turn", "agent.tool", "agent.result", "agent.turn")
                .endsWith("agent.tool", "agent.result", "agent.finish")
                .hasSize(16);
        assertThat(said.get(2).toString()).contains("AssertionError: 5 != -1");
        assertThat(log(id)).contains("I run the test first.", "▸ bash", "5 turns");
    }

    @Test
    void anImageWithoutItEndsWithTheCure() {
        api.put("/agents/bare", Map.of("image", TestImages.busybox()));

        var task = finished(api.submit(Map.of("agent", "bare", "prompt", "Say hello.")));

        assertThat(task.get("state").asString()).isEqualTo("FAILED");
        assertThat(task.get("detail").asString()).contains("does not have the built-in agent");
    }

    /// Oldest first.
    private List<JsonNode> events(String task) {
        var items = api.get("/tasks/" + task + "/events?limit=500").get("items");
        return StreamSupport.stream(items.spliterator(), false).toList().reversed();
    }

    private static String kind(JsonNode event) {
        return event.get("kind").asString();
    }
}
