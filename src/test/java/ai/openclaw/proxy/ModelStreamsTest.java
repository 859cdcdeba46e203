package ai.openclaw.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Streams of model calls that are long, many, cut or far too large.
class ModelStreamsTest {

    private static final String REQUEST = "{\"model\":\"claude-test\",\"stream\":true}";

    @TempDir static Path home;

    private static TestCalls calls;

    @BeforeAll
    static void start() {
        calls = new TestCalls(home, "--openclaw.proxy.silence=PT2S");
    }

    @AfterAll
    static void end() {
        calls.close();
    }

    private static String state(TestCalls.Standing task) {
        var jdbc = calls.gateway.context.getBean(JdbcClient.class);
        return Awaitility.await()
                .until(
                        () ->
                                jdbc.sql(
                                                """
                                                select state || ' ' || estimated from model_call
                                                where task = ? order by id desc limit 1
                                                """)
                                        .param(task.task().value())
                                        .query(String.class)
                                        .single(),
                        it -> !it.startsWith("OPEN"));
    }

    @Test
    void eventsArePassedOnAsTheyComeAndTheCallEndsWithItsSandbox() throws Exception {
        var rest = new CountDownLatch(1);
        var left = new CompletableFuture<Boolean>();
        calls.provider.on(
                "/v1/messages",
                (exchange, _) -> {
                    var out = ScriptedProvider.begin(exchange);
                    out.write("event: ping\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    try {
                        rest.await();
                        for (int i = 0; i < 500; i++) {
                            out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            Thread.sleep(10);
                        }
                    } catch (InterruptedException | IOException e) {
                        left.complete(true);
                        return;
                    }
                    left.complete(false);
                });
        var task = calls.stand();
        HttpResponse<InputStream> answer =
                TestCalls.CLIENT.send(
                        task.post("/v1/messages", REQUEST).build(), BodyHandlers.ofInputStream());

        assertThat(new String(answer.body().readNBytes(22), StandardCharsets.UTF_8))
                .isEqualTo("event: ping\ndata: {}\n\n");
        task.end();
        calls.gateway.finished(task.task());
        rest.countDown();

        assertThat(left.get(20, TimeUnit.SECONDS)).as("the provider was left").isTrue();
        assertThat(state(task)).isEqualTo("CUT true");
    }

    @Test
    void clientThatGoesAwayEndsItsCallAtTheProvider() throws Exception {
        var left = new CompletableFuture<Boolean>();
        calls.provider.on(
                "/v1/messages",
                (exchange, _) -> {
                    try {
                        var out = ScriptedProvider.begin(exchange);
                        for (int i = 0; i < 1_000; i++) {
                            out.write("data: {}\n\n".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            Thread.sleep(10);
                        }
                        left.complete(false);
                    } catch (InterruptedException | IOException e) {
                        left.complete(true);
                    }
                });
        var task = calls.stand();
        var answer =
                TestCalls.CLIENT.send(
                        task.post("/v1/messages", REQUEST).build(), BodyHandlers.ofInputStream());
        assertThat(answer.body().read()).isEqualTo('d');
        answer.body().close();

        assertThat(left.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(state(task)).isEqualTo("CUT true");
        task.end();
    }

    @Test
    void streamThatBreaksOffOrFallsSilentDoesNotLookComplete() throws Exception {
        for (boolean silent : new boolean[] {false, true}) {
            calls.provider.on(
                    "/v1/messages",
                    (exchange, _) -> {
                        // What is announced and does not come is a connection that breaks.
                        var out = ScriptedProvider.begin(exchange, 10_000);
                        out.write(
                                Recorded.ANTHROPIC_STREAM
                                        .substring(0, 400)
                                        .getBytes(StandardCharsets.UTF_8));
                        out.flush();
                        if (silent) {
                            try {
                                Thread.sleep(Duration.ofSeconds(15));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }
                    });
            var task = calls.stand();

            org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                            TestCalls.CLIENT.send(
                                    task.post("/v1/messages", REQUEST).build(),
                                    BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            assertThat(state(task)).isEqualTo("CUT true");
            task.end();
        }
    }

    @Test
    void twentyMegabytesGoUpAndMoreThanThirtyTwoAreRefused() throws Exception {
        calls.provider.on("/v1/messages", ScriptedProvider.json(Recorded.ANTHROPIC_JSON));
        var task = calls.stand();
        String body =
                "{\"model\":\"claude-test\",\"x\":\"" + "a".repeat(20 << 20) + "\",\"y\":\"é\"}";

        var answer =
                TestCalls.CLIENT.send(
                        task.post("/v1/messages", body).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(calls.provider.latest().text()).isEqualTo(body);
        var large =
                TestCalls.CLIENT.send(
                        task.post("/v1/messages", body + body).build(), BodyHandlers.ofString());
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("request_too_large");
        task.end();
    }

    @Test
    void twoHundredStreamsAtOnce() throws Exception {
        calls.provider.on(
                "/v1/messages",
                (exchange, _) -> {
                    var out = ScriptedProvider.begin(exchange);
                    for (String event : Recorded.ANTHROPIC_STREAM.split("(?<=\n\n)", -1)) {
                        out.write(event.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                        try {
                            Thread.sleep(100);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
        var tasks = new ArrayList<TestCalls.Standing>();
        for (int i = 0; i < 4; i++) {
            tasks.add(calls.stand());
        }
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 200; i++) {
            answers.add(
                    TestCalls.CLIENT.sendAsync(
                            tasks.get(i % 4).post("/v1/messages", REQUEST).build(),
                            BodyHandlers.ofString()));
        }

        for (var answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS).body())
                    .isEqualTo(Recorded.ANTHROPIC_STREAM);
        }
        for (var task : tasks) {
            assertThat(state(task)).isEqualTo("DONE false");
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(calls.gateway.tasks.get(task.task()).usage().outputTokens())
                                    .isEqualTo(50 * 15));
            task.end();
        }
    }
}
