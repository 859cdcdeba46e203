package ai.openclaw.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.log.TimelineEvent;
import ai.openclaw.task.TaskId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What becomes of a call whose provider does not answer, when the settings name another model.
class ModelFallbackTest {

    private static final String BODY =
            "{\"model\":\"claude-test\",\"stream\":true,\"messages\":[]}";

    @TempDir static Path home;

    private static ScriptedProvider other;
    private static TestCalls calls;

    @BeforeAll
    static void start() {
        other = new ScriptedProvider();
        calls =
                new TestCalls(
                        home,
                        "--openclaw.models.providers.other.baseUrl=" + other.url() + "/v1",
                        "--openclaw.models.providers.other.dialects=ANTHROPIC",
                        "--openclaw.models.providers.other.key=sk-other",
                        "--openclaw.models.fallbacks=openai/gpt-test,other/claude-spare");
    }

    @AfterAll
    static void stop() {
        calls.close();
        other.close();
    }

    /// 0: the connection breaks before anything is said.
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 529, 0})
    void theNextModelOfTheSameDialectAnswersAndIsBooked(int status) throws Exception {
        calls.provider.on(
                "/v1/messages",
                (exchange, body) -> {
                    if (status == 0) {
                        throw new IOException("gone");
                    }
                    ScriptedProvider.reply(status, "application/json", "{}").to(exchange, body);
                });
        other.on("/v1/messages", ScriptedProvider.stream(Recorded.ANTHROPIC_STREAM));
        int before = calls.provider.seen().size();
        var task = calls.stand();

        var answer = send(task);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Recorded.ANTHROPIC_STREAM);
        assertThat(calls.provider.seen().size() - before).as("tried twice").isEqualTo(2);
        assertThat(calls.provider.latest().path())
                .as("the model of another dialect is left out")
                .isEqualTo("/v1/messages");
        var seen = other.latest();
        assertThat(seen.text()).isEqualTo(BODY.replace("claude-test", "claude-spare"));
        assertThat(seen.header("x-api-key")).isEqualTo("sk-other");
        await().untilAsserted(() ->
                assertThat(retried(task.task()))
                        .containsExactly("anthropic/claude-test", "other/claude-spare"));
        assertThat(booked(task.task())).containsExactly("other/claude-spare 100 15");
        task.end();
    }

    @Test
    void nothingIsTriedOnceAnAnswerHasBegun() throws Exception {
        calls.provider.on(
                "/v1/messages",
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 10_000);
                    var out = exchange.getResponseBody();
                    out.write("event: ping\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                });
        int before = calls.provider.seen().size() + other.seen().size();
        var task = calls.stand();

        assertThat(new Attempted(task).breaksOff()).isTrue();

        assertThat(calls.provider.seen().size() + other.seen().size()).isEqualTo(before + 1);
        assertThat(retried(task.task())).isEmpty();
        task.end();
    }

    private record Attempted(TestCalls.Standing task) {

        boolean breaksOff() throws InterruptedException {
            try {
                send(task);
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    private static HttpResponse<String> send(TestCalls.Standing task)
            throws IOException, InterruptedException {
        return TestCalls.CLIENT.send(
                task.post("/v1/messages", BODY).build(), BodyHandlers.ofString());
    }

    /// The models that were gone on to.
    private static List<String> retried(TaskId task) {
        return calls.gateway.events(task).stream()
                .filter(it -> it.kind().equals("model.retried"))
                .map(TimelineEvent::detail)
                .map(it -> String.valueOf(it.get("model")))
                .toList();
    }

    private static List<String> booked(TaskId task) {
        return calls.gateway
                .context
                .getBean(JdbcClient.class)
                .sql(
                        """
                        select provider || '/' || model || ' ' || input_tokens || ' '
                          || output_tokens
                        from model_call where task = :task
                        """)
                .param("task", task.value())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
