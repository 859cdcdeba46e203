package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.proxy.ScriptedProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Real sandboxes go out through the proxy, to where their agents allow and nowhere else.
class EgressTest extends EndToEnd {

    private final ScriptedProvider outside =
            new ScriptedProvider("127.0.0.9")
                    .on("/found", ScriptedProvider.reply(200, "text/plain", "hello from outside"));

    /// The server of this test is on loopback, which a gateway has to be told to let through.
    @Override
    Map<String, String> settings() {
        return Map.of("OPENCLAW_EGRESS_PRIVATE", "127.0.0.9/32");
    }

    @AfterAll
    void endServer() {
        outside.close();
    }

    private String authority() {
        return outside.url().substring("http://".length());
    }

    @Test
    void anAllowedHostIsReachedAndNoOther() {
        api.put(
                "/agents/surfer",
                Map.of(
                        "command",
                        List.of("sh", "-c", "{{prompt}}"),
                        "network",
                        "egress",
                        "allow",
                        List.of(authority())));
        String get = "curl -sS -m 20 -w ' %{http_code}\\n' ";
        String id =
                api.submit(
                        Map.of(
                                "agent",
                                "surfer",
                                "prompt",
                                get
                                        + outside.url()
                                        + "/found\n"
                                        + get
                                        + "http://127.0.0.2:1/\n"
                                        + get
                                        + "https://example.org/ 2>&1\n"
                                        + get
                                        + "--noproxy '*' "
                                        + outside.url()
                                        + "/found 2>&1\n"
                                        + get
                                        + "$OPENCLAW_GATEWAY_URL/task -H \"Authorization: Bearer"
                                        + " $OPENCLAW_TASK_TOKEN\" -o /dev/null\n"
                                        + "http_proxy=${http_proxy%%task:*}task:oct_x@${http_proxy##*@} "
                                        + get
                                        + outside.url()
                                        + "/found\ntrue"));

        JsonNode task = finished(id);

        assertThat(task.get("state").asString()).as("%s", log(id)).isEqualTo("SUCCEEDED");
        var said = texts(id);
        assertThat(said.getFirst()).isEqualTo("hello from outside 200");
        assertThat(log(id))
                .contains("surfer does not allow 127.0.0.2:1")
                .contains("CONNECT tunnel failed, response 403")
                .contains("Failed to connect to 127.0.0.9")
                .contains("407");
        assertThat(said).contains(" 200");
        var events = events(id);
        assertThat(of(events, "egress.allowed")).hasSize(1);
        assertThat(of(events, "egress.denied"))
                .extracting(it -> it.at("/detail/allow").asString())
                .containsExactlyInAnyOrder("127.0.0.2:1", "example.org");
        assertThat(outside.latest().header("proxy-authorization")).isEmpty();
    }

    @Test
    void otherSandboxesFindNoProxy() {
        String id =
                shell(
                        "env | grep -i _proxy; curl -sS -m 5 -x"
                                + " http://${OPENCLAW_GATEWAY_URL#http://}:18792 "
                                + outside.url()
                                + "/found; h=${OPENCLAW_GATEWAY_URL#http://}; curl -sS -m 5 -x"
                                + " http://task:$OPENCLAW_TASK_TOKEN@${h%:*}:18792 "
                                + outside.url()
                                + "/found 2>&1; true");

        finished(id);

        assertThat(log(id)).doesNotContain("hello").doesNotContainIgnoringCase("proxy=");
    }

    private List<JsonNode> events(String task) {
        var items = api.get("/tasks/" + task + "/events?limit=500").get("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private static List<JsonNode> of(List<JsonNode> events, String kind) {
        return events.stream().filter(it -> it.get("kind").asString().equals(kind)).toList();
    }
}
