package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.proxy.Recorded;
import ai.openclaw.proxy.ScriptedProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Programs in real sandboxes call models, and no provider's key is found anywhere but at the
/// provider.
class ModelCallsTest extends EndToEnd {

    private static final String KEY = "sk-ant-e2e-5up3r53cr3t-0123456789";

    private static final String CALL =
            """
            import http.client, os, sys, urllib.parse
            url = urllib.parse.urlparse(os.environ["ANTHROPIC_BASE_URL"])
            c = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
            c.request("POST", "/v1/messages", '{"model":"claude-test","stream":true}',
              {"x-api-key": os.environ["ANTHROPIC_AUTH_TOKEN"], "content-type": "application/json"})
            a = c.getresponse()
            try:
                sys.stdout.buffer.write(a.read())
            except http.client.IncompleteRead as e:
                print("INCOMPLETE")
            print("STATUS", a.status)
            """;

    private final ScriptedProvider provider = new ScriptedProvider();

    @Override
    Map<String, String> settings() {
        return Map.of("ANTHROPIC_API_KEY", KEY, "ANTHROPIC_BASE_URL", provider.url());
    }

    @AfterAll
    void endProvider() {
        provider.close();
    }

    @Test
    void aProgramIsAnsweredAndTheKeyIsNowhereButAtTheProvider() throws Exception {
        String node = node();
        var inspected = new ArrayList<String>();
        provider.on(
                "/v1/messages",
                (exchange, body) -> {
                    // While the sandbox waits for its answer: all that the engine knows of it.
                    EngineLedger.docker("ps", "-q", "--filter", "label=ai.openclaw.node=" + node)
                            .stream()
                            .flatMap(id ->
                                    List.of(
                                            EngineLedger.docker("inspect", id),
                                            EngineLedger.docker("top", id, "auxe"))
                                            .stream())
                            .forEach(inspected::addAll);
                    ScriptedProvider.stream(Recorded.ANTHROPIC_STREAM).to(exchange, body);
                });

        var task =
                finished(
                        shell(
                                """
                                python3 - <<'END'
                                %s
                                END
                                env
                                cat /proc/*/environ /proc/*/cmdline 2>/dev/null | tr '\\0' '\\n'
                                find / -xdev -type f -newer /proc/1 2>/dev/null | head -100 \\
                                  | xargs cat 2>/dev/null
                                true
                                """
                                        .formatted(CALL)));

        String id = task.get("id").asString();
        assertThat(task.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(log(id))
                .contains("Grüß dich", "message_stop", "STATUS 200", "OPENCLAW_TASK_TOKEN=oct_")
                .doesNotContain(KEY);
        assertThat(provider.latest().header("x-api-key")).isEqualTo(KEY);
        assertThat(task.at("/usage/inputTokens").asLong()).isEqualTo(100);
        assertThat(task.at("/usage/outputTokens").asLong()).isEqualTo(15);
        assertThat(inspected).isNotEmpty().noneMatch(it -> it.contains(KEY));
        var usage = api.get("/usage?by=agent").at("/items/0");
        assertThat(usage.get("key").asString()).isEqualTo("shell");
        assertThat(usage.get("unpriced").asInt()).isEqualTo(1);
        provider.on("/v1/models", ScriptedProvider.json("{\"data\": [{\"id\": \"claude-test\"}]}"));
        assertThat(api.get("/models").at("/models/0/key").asString())
                .isEqualTo("anthropic/claude-test");
        for (String path :
                new String[] {
                    "/models",
                    "/models/providers",
                    "/tasks/" + id,
                    "/tasks/" + id + "/events",
                    "/agents",
                    "/usage",
                    "/prices",
                    "/budgets",
                    "/doctor",
                    "/nodes",
                    "/sandboxes",
                    "/audit"
                }) {
            assertThat(api.text(path, "application/json")).as(path).doesNotContain(KEY);
        }
        assertThat(Files.readString(gateway.log())).doesNotContain(KEY).doesNotContain("oct_");
        // Programs print what they like.
        var printed = Set.of("log_chunk");
        try (var sql = gateway.sql()) {
            assertThat(Traces.tables(sql, KEY, printed)).isEmpty();
            assertThat(Traces.tables(sql, "oct_", printed)).isEmpty();
        }
        assertThat(Traces.files(directory.resolve(getClass().getSimpleName()), KEY)).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsSeenToBeIncomplete() {
        provider.on(
                "/v1/messages",
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 10_000);
                    var out = exchange.getResponseBody();
                    out.write("data: {}\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                });

        var task = finished(shell("python3 - <<'END'\n" + CALL + "\nEND\n"));

        assertThat(log(task.get("id").asString())).contains("INCOMPLETE");
    }
}
