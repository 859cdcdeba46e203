package ai.openclaw.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.log.TimelineEvent;
import ai.openclaw.task.TaskId;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Model calls out of sandboxes, to a provider that says what it is told to.
class ModelProxyTest {

    @TempDir static Path home;

    private static TestCalls calls;

    @BeforeAll
    static void start() {
        calls =
                new TestCalls(
                        home,
                        "--openclaw.models.providers.dead.base-url=http://127.0.0.1:1/v1",
                        "--openclaw.models.providers.dead.key=sk-dead",
                        "--openclaw.models.aliases.smart=anthropic/claude-test",
                        "--OPENCLAW_DEFAULT_MODEL=smart");
    }

    @AfterAll
    static void end() {
        calls.close();
    }

    private static HttpResponse<String> send(TestCalls.Standing task, String path, String body)
            throws Exception {
        return TestCalls.CLIENT.send(task.post(path, body).build(), BodyHandlers.ofString());
    }

    private static Map<String, @Nullable Object> row(TaskId task) {
        var jdbc = calls.gateway.context.getBean(JdbcClient.class);
        Awaitility.await()
                .until(() ->
                        jdbc.sql(
                                                "select count(*) from model_call where task = ? and state = 'OPEN'")
                                        .param(task.value())
                                        .query(Integer.class)
                                        .single()
                                == 0);
        return jdbc.sql("select * from model_call where task = ? order by id desc limit 1")
                .param(task.value())
                .query()
                .singleRow();
    }

    private static List<String> events(TaskId task) {
        return calls.gateway.events(task).stream().map(TimelineEvent::kind).toList();
    }

    @Test
    void anthropicStreamPassesByteForByteWithTheProvidersKey() throws Exception {
        calls.provider.on("/v1/messages", ScriptedProvider.stream(Recorded.ANTHROPIC_STREAM));
        var task = calls.stand();
        String body =
                "{ \"model\":\"claude-test\", \"stream\":true,\"x_unknown\" : 1,\"messages\":[]}";

        var answer =
                TestCalls.CLIENT.send(
                        task.post("/v1/messages?beta=true", body)
                                .header("anthropic-version", "2023-06-01")
                                .header("anthropic-beta", "a,b")
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Recorded.ANTHROPIC_STREAM);
        var seen = calls.provider.latest();
        assertThat(seen.path()).isEqualTo("/v1/messages?beta=true");
        assertThat(seen.text()).isEqualTo(body);
        assertThat(seen.header("x-api-key")).isEqualTo(TestCalls.ANTHROPIC_KEY);
        assertThat(seen.header("authorization")).isEmpty();
        assertThat(seen.header("anthropic-beta")).isEqualTo("a,b");
        assertThat(seen.headers().toString()).doesNotContain("oct_");
        assertThat(row(task.task()))
                .containsEntry("input_tokens", 100L)
                .containsEntry("output_tokens", 15L)
                .containsEntry("cached_tokens", 70L)
                .containsEntry("estimated", false)
                .containsEntry("state", "DONE")
                .containsEntry("usd", null);
        assertThat(calls.gateway.tasks.get(task.task()).usage().inputTokens()).isEqualTo(100);
        assertThat(events(task.task())).contains("model.call");
        task.end();
    }

    @Test
    void aliasIsWrittenIntoTheRequestAndNothingElse() throws Exception {
        calls.provider.on("/v1/messages", ScriptedProvider.json(Recorded.ANTHROPIC_JSON));
        var task = calls.stand();

        var answer = send(task, "/v1/messages", "{\"messages\": [ ],\"model\":\"smart\"}");

        assertThat(answer.body()).isEqualTo(Recorded.ANTHROPIC_JSON);
        assertThat(calls.provider.latest().text())
                .isEqualTo("{\"messages\": [ ],\"model\":\"claude-test\"}");
        assertThat(row(task.task())).containsEntry("input_tokens", 14L);
        task.end();
    }

    @Test
    void chatStreamIsMeteredWithoutTheProgramSeeingMore() throws Exception {
        calls.provider.on("/v1/chat/completions", ScriptedProvider.stream(Recorded.CHAT_STREAM));
        var task = calls.stand();

        var without =
                send(task, "/v1/chat/completions", "{\"model\":\"gpt-test\",\"stream\":true}");
        var with =
                send(
                        task,
                        "/v1/chat/completions",
                        "{\"model\":\"openai/gpt-test\",\"stream\":true,"
                                + "\"stream_options\":{\"include_usage\":true}}");

        assertThat(without.body()).doesNotContain("prompt_tokens").contains("[DONE]");
        assertThat(with.body()).isEqualTo(Recorded.CHAT_STREAM);
        var first = calls.provider.seen().get(calls.provider.seen().size() - 2);
        assertThat(first.text()).contains("\"include_usage\":true");
        assertThat(first.header("authorization")).isEqualTo("Bearer " + TestCalls.OPENAI_KEY);
        assertThat(row(task.task()))
                .containsEntry("output_tokens", 12L)
                .containsEntry("reasoning_tokens", 7L);
        task.end();
    }

    @Test
    void responsesAndEmbeddingsPassToo() throws Exception {
        calls.provider
                .on("/v1/responses", ScriptedProvider.stream(Recorded.RESPONSES_STREAM))
                .on("/v1/embeddings", ScriptedProvider.json(Recorded.EMBEDDINGS_JSON));
        var task = calls.stand();

        var response = send(task, "/responses", "{\"model\":\"gpt-test\",\"stream\":true}");
        assertThat(response.body()).isEqualTo(Recorded.RESPONSES_STREAM);
        assertThat(row(task.task())).containsEntry("input_tokens", 40L);
        var embedding =
                send(task, "/v1/embeddings", "{\"model\":\"text-embedding-test\",\"input\":\"a\"}");
        assertThat(embedding.body()).isEqualTo(Recorded.EMBEDDINGS_JSON);
        assertThat(row(task.task())).containsEntry("input_tokens", 8L);
        assertThat(calls.gateway.tasks.get(task.task()).usage().inputTokens()).isEqualTo(48);
        task.end();
    }

    @Test
    void errorsGoOnAsTheyAreButForAKeyInThem() throws Exception {
        calls.provider.on(
                "/v1/messages",
                ScriptedProvider.reply(
                        400,
                        "application/json",
                        "{\"type\":\"error\",\"x\":\"" + TestCalls.ANTHROPIC_KEY + "\"}"));
        var task = calls.stand();

        var answer = send(task, "/v1/messages", "{\"model\":\"claude-test\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"type\":\"error\",\"x\":\"[redacted]\"}");
        assertThat(row(task.task())).containsEntry("state", "FAILED").containsEntry("status", 400);
        task.end();
    }

    @Test
    void overloadIsTriedAgainAndToldIfItStays() throws Exception {
        var times = new java.util.concurrent.atomic.AtomicInteger();
        calls.provider.on(
                "/v1/messages",
                (exchange, body) ->
                        (times.incrementAndGet() == 2
                                        ? ScriptedProvider.json(Recorded.ANTHROPIC_JSON)
                                        : ScriptedProvider.reply(
                                                529, "application/json", "{\"type\":\"error\"}"))
                                .to(exchange, body));
        var task = calls.stand();

        assertThat(send(task, "/v1/messages", "{\"model\":\"claude-test\"}").statusCode())
                .isEqualTo(200);
        assertThat(send(task, "/v1/messages", "{\"model\":\"claude-test\"}").statusCode())
                .isEqualTo(529);

        assertThat(times).hasValue(4);
        assertThat(events(task.task()).stream().filter("model.retried"::equals)).hasSize(2);
        task.end();
    }

    @Test
    void deadProviderIsSaidSoInTheDialectsWords() throws Exception {
        var task = calls.stand();

        var answer = send(task, "/v1/chat/completions", "{\"model\":\"dead/x\"}");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("\"code\":\"upstream_unreachable\"", "dead cannot be connected to")
                .doesNotContain("sk-dead");
        task.end();
    }

    @Test
    void whatTheAgentMayNotIsRefusedAndNamesTheCure() throws Exception {
        calls.provider.on("/v1/messages", ScriptedProvider.json(Recorded.ANTHROPIC_JSON));
        calls.agent(
                "narrow",
                "{\"image\":\"x\",\"command\":[\"x\"],\"models\":[\"anthropic/*\"],"
                        + "\"modelFeatures\":[\"remote-urls\"]}");
        var task = calls.stand("narrow", "");
        int before = calls.provider.seen().size();

        var model = send(task, "/v1/chat/completions", "{\"model\":\"gpt-test\"}");
        assertThat(model.statusCode()).isEqualTo(404);
        assertThat(model.body()).contains("model_not_found", "narrow");
        var tool =
                send(
                        task,
                        "/v1/messages",
                        "{\"model\":\"smart\",\"tools\":[{\"type\":\"web_search_20250305\"}]}");
        assertThat(tool.statusCode()).isEqualTo(403);
        assertThat(tool.body())
                .contains("permission_error", "tools[0].type", "modelFeatures", "server-tools");
        assertThat(tool.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(calls.provider.seen()).hasSize(before);
        var url =
                send(
                        task,
                        "/v1/messages",
                        "{\"model\":\"smart\",\"messages\":[{\"source\":"
                                + "{\"type\":\"url\",\"url\":\"https://x.example\"}}]}");
        assertThat(url.statusCode()).isEqualTo(200);
        assertThat(events(task.task()).stream().filter("model.refused"::equals)).hasSize(2);
        var listed =
                TestCalls.CLIENT.send(
                        task.post("/v1/models", "").GET().build(), BodyHandlers.ofString());
        assertThat(listed.body()).contains("\"id\":\"smart\"").doesNotContain("gpt");
        task.end();
    }

    @Test
    void strangerIsRefusedInTheDialectsWords() throws Exception {
        var task = calls.stand();

        var answer =
                TestCalls.CLIENT.send(
                        task.post("/v1/messages", "{}")
                                .setHeader("Authorization", "Bearer oct_no")
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"type\":\"authentication_error\"");
        task.end();
    }
}
