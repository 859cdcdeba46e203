package ai.openclaw.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Reason;
import ai.openclaw.log.TimelineEvent;
import ai.openclaw.task.TaskId;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Budgets under calls that come all at once.
class BudgetTest {

    @TempDir static Path home;

    private static TestCalls calls;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        calls = new TestCalls(home, "--openclaw.proxy.patience=PT3S");
        jdbc = calls.gateway.context.getBean(JdbcClient.class);
    }

    @AfterAll
    static void end() {
        calls.close();
    }

    @BeforeEach
    void answer() {
        // Each answer uses 14 input and 6 output tokens.
        calls.provider.on("/v1/messages", ScriptedProvider.json(Recorded.ANTHROPIC_JSON));
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from budget_limit").update();
        jdbc.sql("delete from budget_account").update();
        jdbc.sql("delete from model_price").update();
    }

    private static CompletableFuture<HttpResponse<String>> call(TestCalls.Standing task) {
        return TestCalls.CLIENT.sendAsync(
                task.post("/v1/messages", "{\"model\":\"claude-test\",\"max_tokens\":30}").build(),
                BodyHandlers.ofString());
    }

    private static long spent(TaskId task) {
        return jdbc.sql(
                        """
                        select coalesce(sum(input_tokens + output_tokens), 0) from model_call
                        where task = ?
                        """)
                .param(task.value())
                .query(Long.class)
                .single();
    }

    @Test
    void fiftyCallsAtOncePassTheBudgetByOneEstimateAtMostAndTheTaskEndsForIt() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        calls.provider.on(
                "/v1/messages",
                (exchange, body) -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    try {
                        Thread.sleep(50);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    running.decrementAndGet();
                    ScriptedProvider.json(Recorded.ANTHROPIC_JSON).to(exchange, body);
                });
        // An estimate is 30 of output and the request's bytes by four: below 50.
        int budget = 150;
        var task = calls.stand("shell", ", \"budget\": {\"tokens\": " + budget + "}");
        task.env("OPENCLAW_TASK_TOKEN");

        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 50; i++) {
            answers.add(call(task));
        }
        var statuses = new ArrayList<Integer>();
        var bodies = new ArrayList<String>();
        for (var answer : answers) {
            try {
                var it = answer.get(30, TimeUnit.SECONDS);
                statuses.add(it.statusCode());
                bodies.add(it.body());
            } catch (java.util.concurrent.ExecutionException e) {
                // The sandbox ends with the budget, and its connections with it.
                statuses.add(0);
            }
        }

        assertThat(spent(task.task())).isBetween((long) budget, budget + 50L);
        assertThat(most.get()).as("calls at once").isBetween(2, 4);
        assertThat(statuses).contains(200, 403).containsAnyOf(200, 403, 0).doesNotContain(500);
        assertThat(String.join("", bodies)).contains("permission_error", "is used up");
        var ended = calls.gateway.finished(task.task());
        assertThat(ended.reason()).isEqualTo(Reason.BUDGET);
        assertThat(ended.detail()).contains("budget is used up", "of 150 tokens");
        assertThat(ended.usage().inputTokens() + ended.usage().outputTokens())
                .isEqualTo(spent(task.task()));
        assertThat(calls.gateway.events(task.task()).stream().map(TimelineEvent::kind))
                .containsOnlyOnce("budget.warning");
        assertThat(
                        jdbc.sql("select sum(held_tokens) from budget_account")
                                .query(Long.class)
                                .single())
                .isZero();
        task.end();
    }

    @Test
    void whatIsMerelyHeldIsWaitedForAndThenSaidToBePassing() throws Exception {
        var go = new CountDownLatch(1);
        calls.provider.on(
                "/v1/messages",
                (exchange, body) -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    ScriptedProvider.json(Recorded.ANTHROPIC_JSON).to(exchange, body);
                });
        // Less than one estimate, more than one answer.
        var task = calls.stand("shell", ", \"budget\": {\"tokens\": 30}");
        int before = calls.provider.seen().size();
        var first = call(task);
        org.awaitility.Awaitility.await().until(() -> calls.provider.seen().size() > before);

        var second = call(task).get(30, TimeUnit.SECONDS);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        go.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

        assertThat(call(task).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        task.end();
    }

    @Test
    void agentsScheduleDayAndMoneyCountOverAllTasks() throws Exception {
        prices("{\"items\": [{\"model\": \"anthropic/*\", \"input\": 1000, \"output\": 2000}]}");
        limit("{\"scope\": \"agent\", \"name\": \"shell\", \"period\": \"day\", \"usd\": 0.05}");
        var one = calls.stand();
        var two = calls.stand();

        // 14 and 6 tokens: 2.6 cents.
        assertThat(call(one).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(call(two).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        var third = call(one).get(30, TimeUnit.SECONDS);

        assertThat(third.statusCode()).isEqualTo(403);
        assertThat(third.body()).contains("agent shell for this day", "$0.052 of $0.05");
        assertThat(calls.gateway.tasks.get(two.task()).usage().usd()).isEqualByComparingTo("0.026");
        assertThat(calls.gateway.finished(one.task()).reason()).isEqualTo(Reason.BUDGET);
        two.end();
    }

    @Test
    void limitThatIsSetLaterCountsWhatWasSpentBefore() throws Exception {
        var task = calls.stand();
        assertThat(call(task).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

        limit("{\"scope\": \"all\", \"period\": \"day\", \"tokens\": 1}");

        assertThat(call(task).get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(403);
    }

    @Test
    void budgetInDollarsForAModelWithoutAPriceIsRefusedAndNamesTheCure() throws Exception {
        var task = calls.stand("shell", ", \"budget\": {\"usd\": 1}");

        var answer = call(task).get(30, TimeUnit.SECONDS);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("anthropic/claude-test has no price", "/api/v1/prices");
        task.end();
    }

    private static void limit(String json) throws Exception {
        assertThat(put("/budgets", json)).isEqualTo(200);
    }

    private static void prices(String json) throws Exception {
        assertThat(put("/prices", json)).isEqualTo(200);
    }

    private static int put(String path, String json) throws Exception {
        var token = java.nio.file.Files.readString(home.resolve("admin-token")).strip();
        int port =
                java.util.Objects.requireNonNull(
                        calls.gateway
                                .context
                                .getEnvironment()
                                .getProperty("local.server.port", Integer.class));
        return TestCalls.CLIENT
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                "http://127.0.0.1:" + port + "/api/v1" + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
