package ai.openclaw.harness;

import static ai.openclaw.harness.ScriptedModel.call;
import static ai.openclaw.harness.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.proxy.ScriptedProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole program, against a gateway that says what a test has it say.
class OpenClawAgentTest {

    @TempDir Path workspace;

    private final ScriptedProvider gateway = new ScriptedProvider();
    private final Map<String, String> env = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void prepare() throws Exception {
        gateway.on("/task/events", ScriptedProvider.reply(202, "application/json", "{}"));
        Files.writeString(workspace.resolve("prompt"), "Say hello into hello.txt.");
        env.put("OPENCLAW_WORKSPACE", workspace.toString());
        env.put("OPENCLAW_GATEWAY_URL", gateway.url());
        env.put("OPENCLAW_TASK_TOKEN", "oct_t0ken");
        env.put("OPENCLAW_PROMPT_FILE", workspace.resolve("prompt").toString());
        env.put("OPENCLAW_MODEL", "p/m");
    }

    @AfterEach
    void end() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "chat", "responses"})
    void worksInEachDialect(String dialect) throws Exception {
        var model =
                new ScriptedModel(
                        dialect,
                        say("I write it.", call("write", "path", "hello.txt", "content", "hello")),
                        say("", call("bash", "command", "cat hello.txt; exit 4")),
                        say("", call("finish", "summary", "Said hello.")));

        int code = run(dialect, model);

        assertThat(code).as("%s%s", out, err).isZero();
        assertThat(workspace.resolve("hello.txt")).hasContent("hello");
        assertThat(workspace.resolve("out/result.json"))
                .hasContent("{\"summary\":\"Said hello.\"}");
        assertThat(model.requests()).hasSize(3);
        assertThat(model.requests().getFirst().toString()).contains("Say hello into hello.txt.");
        assertThat(model.outputs(model.requests().get(2)).get(0)).contains("Wrote 5 bytes");
        assertThat(model.outputs(model.requests().get(2)).get(1)).contains("exit code 4", "hello");
        assertThat(gateway.latest().header("authorization")).isEqualTo("Bearer oct_t0ken");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("turn 1", "I write it.", "▸ bash  cat hello.txt", "Said hello.")
                .doesNotContain("oct_");
        assertThat(events())
                .extracting(it -> it.get("kind").text())
                .containsExactly(
                        "turn", "tool", "result", "turn", "tool", "result", "turn", "tool",
                        "result", "finish");
        var finish = events().getLast().get("data");
        assertThat(finish.get("inputTokens").number(0)).isEqualTo(model.inputTokens());
        assertThat(finish.get("outputTokens").number(0)).isEqualTo(model.outputTokens());
        assertThat(finish.get("ending").text()).isEqualTo("finished");
    }

    @Test
    void aFinalAnswerInPlainWordsIsTheResult() throws Exception {
        assertThat(run("chat", new ScriptedModel("chat", say("It is 42.")))).isZero();
        assertThat(workspace.resolve("out/result.json")).hasContent("{\"summary\":\"It is 42.\"}");
    }

    @Test
    void whoGivesUpSaysSoWithItsExitCode() throws Exception {
        var model =
                new ScriptedModel(
                        "chat",
                        say(
                                "",
                                new ScriptedModel.Call(
                                        "finish", "{\"summary\": \"No.\", \"success\": false}")));

        assertThat(run("chat", model)).isEqualTo(Ending.GIVEN_UP.code());
        assertThat(workspace.resolve("out/result.json")).content().contains("\"success\":false");
    }

    @ParameterizedTest
    @CsvSource({"OPENCLAW_MAX_TURNS,2,5", "OPENCLAW_MAX_TOKENS,150,6", "OPENCLAW_TIMEOUT,PT2S,7"})
    void limitsEndIt(String name, String value, int code) throws Exception {
        env.put(name, value);
        var turn = say("", call("bash", "command", "echo x >> log; sleep 1"));
        var model = new ScriptedModel("chat", turn, turn, turn, turn);

        assertThat(run("chat", model)).isEqualTo(code);
        assertThat(Files.readAllLines(workspace.resolve("log"))).hasSize(2);
        assertThat(events().getLast().get("data").get("exit").number(0)).isEqualTo(code);
        if (code == 5) {
            assertThat(model.requests().getLast().toString()).contains("next turn is the last");
        }
    }

    @Test
    void theSameFailureThreeTimesInARowEndsIt() throws Exception {
        var wall = say("", call("bash", "command", "echo no; exit 1"));
        var other = say("", call("bash", "command", "true"));
        var model = new ScriptedModel("chat", wall, wall, other, wall, wall, wall, wall);

        assertThat(run("chat", model)).isEqualTo(Ending.STUCK.code());
        assertThat(model.requests()).hasSize(6);
        assertThat(model.requests().getLast().toString()).contains("failed the same way twice");
    }

    @Test
    void aFinalRefusalEndsItAtOnce() throws Exception {
        gateway.on(
                "/v1/chat/completions",
                (exchange, body) -> {
                    exchange.getResponseHeaders().set("x-should-retry", "false");
                    ScriptedProvider.reply(
                                    403,
                                    "application/json",
                                    "{\"error\": {\"message\": \"The budget is used up.\"}}")
                            .to(exchange, body);
                });

        assertThat(run("chat")).isEqualTo(Ending.REFUSED.code());
        assertThat(asked()).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("403: The budget is used up.");
    }

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        var model = new ScriptedModel("chat", say("Here I am."));
        var tries = new AtomicInteger();
        gateway.on(
                "/v1/chat/completions",
                (exchange, body) -> {
                    switch (tries.getAndIncrement()) {
                        case 0 -> {
                            exchange.getResponseHeaders().set("Retry-After", "0");
                            ScriptedProvider.reply(429, "text/plain", "slow").to(exchange, body);
                        }
                        // It breaks off after half of it.
                        case 1 -> {
                            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                            exchange.sendResponseHeaders(200, 100_000);
                            exchange.getResponseBody()
                                    .write(
                                            model.stream(0)
                                                    .substring(0, 200)
                                                    .getBytes(StandardCharsets.UTF_8));
                            exchange.close();
                        }
                        default -> ScriptedProvider.stream(model.stream(0)).to(exchange, body);
                    }
                });

        assertThat(run("chat")).as("%s%s", out, err).isZero();
        assertThat(tries).hasValue(3);
        assertThat(events())
                .extracting(it -> it.get("kind").text())
                .containsExactly("retry", "retry", "turn", "finish");
    }

    @Test
    void aStreamThatStandsStillEndsAtTheDeadline() throws Exception {
        env.put("OPENCLAW_TIMEOUT", "PT2S");
        gateway.on(
                "/v1/chat/completions",
                (exchange, _) -> {
                    ScriptedProvider.begin(exchange).flush();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        // The test is over.
                    }
                });
        long started = System.nanoTime();

        assertThat(run("chat")).isEqualTo(Ending.OUT_OF_TIME.code());
        assertThat((System.nanoTime() - started) / 1e9).isBetween(1.5, 10.0);
    }

    @Test
    void aLongConversationLosesItsOldestOutputs() throws Exception {
        env.put("OPENCLAW_CONTEXT_TOKENS", "1000");
        var look = say("", call("bash", "command", "seq 1 2000"));
        var turns = new ScriptedModel.Turn[13];
        Arrays.fill(turns, look);
        turns[12] = say("Done.");
        var model = new ScriptedModel("anthropic", turns);

        assertThat(run("anthropic", model)).as("%s%s", out, err).isZero();

        var outputs = model.outputs(model.requests().getLast());
        assertThat(outputs).hasSize(12);
        assertThat(outputs.getFirst()).contains("removed to make room");
        assertThat(outputs.getLast()).contains("1999");
    }

    @Test
    void eventsAreCappedWhateverIsInThem() throws Exception {
        var model =
                new ScriptedModel(
                        "chat",
                        say(
                                "ä\u0001".repeat(20_000),
                                call("write", "path", "big", "content", "\\\"\n".repeat(30_000))),
                        say("", call("bash", "command", "cat big; printf '\\0\\0\\377'")),
                        say("ok"));

        assertThat(run("chat", model)).isZero();
        assertThat(gateway.seen())
                .filteredOn(it -> it.path().equals("/task/events"))
                .hasSize(8)
                .allSatisfy(it -> {
                    assertThat(it.text().getBytes(StandardCharsets.UTF_8).length)
                            .isLessThan(16 * 1024);
                    assertThat(it.text()).doesNotContain("\\u0000");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "OPENCLAW_GATEWAY_URL,no way to the gateway",
        "OPENCLAW_MODEL,OPENCLAW_DEFAULT_MODEL",
        "OPENCLAW_PROMPT_FILE,no prompt",
        "OPENCLAW_TASK_TOKEN,OPENCLAW_TASK_TOKEN"
    })
    void whatIsMissingIsSaidWithTheCure(String name, String words) throws Exception {
        env.remove(name);

        assertThat(run("chat")).isEqualTo(Ending.MISCONFIGURED.code());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(words);
    }

    private int run(String dialect, ScriptedModel model) throws InterruptedException {
        model.at(gateway);
        return run(dialect);
    }

    private int run(String dialect) throws InterruptedException {
        env.put("OPENCLAW_MODEL_DIALECT", dialect);
        try (var o = stream(out);
                var e = stream(err)) {
            return OpenClawAgent.run(env, o, e);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private long asked() {
        return gateway.seen().stream().filter(it -> it.path().startsWith("/v1/")).count();
    }

    private List<Json> events() throws Json.Malformed {
        var events = new ArrayList<Json>();
        for (var seen : gateway.seen()) {
            if (seen.path().equals("/task/events")) {
                events.add(Json.parse(seen.text()));
            }
        }
        return events;
    }
}
