package ai.openclaw.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.model.ProviderStates.State;
import ai.openclaw.proxy.ScriptedProvider;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// When providers are asked, and what is known of those that do not answer.
class DiscoveryTest {

    private final TestModels test = new TestModels();

    @AfterEach
    void end() {
        test.close();
    }

    @Test
    void saysWhyAProviderCannotBeReachedAndWhatItsKeyWouldBe() throws Exception {
        try (var closed = new ServerSocket(0)) {
            test.environment.setProperty("GROQ_API_KEY", TestModels.KEY);
            test.environment.setProperty(
                    "GROQ_BASE_URL", "http://127.0.0.1:" + closed.getLocalPort() + "/v1");
        }
        test.set("OPENAI", "/refused");
        test.set("MISTRAL", "/page");
        test.set("OPENROUTER", "/slow");
        test.environment.setProperty("GEMINI_API_KEY", TestModels.KEY);
        test.environment.setProperty("GEMINI_BASE_URL", "http://no-such-host.invalid/v1");
        test.limit = Duration.ofMillis(700);
        var never = new CountDownLatch(1);
        test.server
                .on(
                        "/refused/models",
                        ScriptedProvider.reply(
                                401,
                                "application/json",
                                "{\"error\": \"bad key " + TestModels.KEY + "\"}"))
                .on("/page/models", ScriptedProvider.reply(200, "text/html", "<html>Hello</html>"))
                .on("/slow/models", (_, _) -> await(never));

        var states = test.parts("anthropic/claude-x", Map.of(), List.of()).states().look();
        never.countDown();

        assertThat(states)
                .extracting(ProviderStates.View::name, ProviderStates.View::state)
                .containsExactly(
                        tuple("openai", State.UNREACHABLE),
                        tuple("gemini", State.UNREACHABLE),
                        tuple("openrouter", State.UNREACHABLE),
                        tuple("mistral", State.UNREACHABLE),
                        tuple("groq", State.UNREACHABLE),
                        tuple("anthropic", State.WANTED),
                        tuple("ollama", State.ABSENT));
        assertThat(states)
                .extracting(ProviderStates.View::reason)
                .containsExactly(
                        "It refuses the key (401).",
                        "The name of its host is unknown.",
                        "It did not answer within 0.7 s.",
                        "Its answer is no JSON; check its base URL.",
                        "Nothing accepts connections at its address.",
                        "ANTHROPIC_API_KEY is not set, and the settings name anthropic/claude-x.",
                        "OLLAMA_HOST is not set.");
        assertThat(JsonMapper.shared().writeValueAsString(states)).doesNotContain(TestModels.KEY);
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void keepsTheLastListOfAProviderThatFails() {
        test.set("OPENAI", "/v1");
        var asked = new AtomicInteger();
        test.server.on(
                "/v1/models",
                (exchange, body) -> {
                    asked.incrementAndGet();
                    ScriptedProvider.json("{\"data\": [{\"id\": \"gpt-x\"}]}").to(exchange, body);
                });
        var parts = test.parts("openai/gpt-x", Map.of("quick", "openai/gpt-gone"), List.of());
        assertThat(parts.row("openai/gpt-x").tags()).containsExactly("default");
        assertThat(parts.row("openai/gpt-gone"))
                .returns(true, ModelList.Row::missing)
                .returns(List.of("alias:quick"), ModelList.Row::tags);
        assertThat(asked).hasValue(1);

        test.server.on("/v1/models", ScriptedProvider.reply(500, "text/plain", "down"));
        parts.states().refresh();

        assertThat(parts.state("openai"))
                .returns(State.UNREACHABLE, ProviderStates.View::state)
                .returns("It answered 500.", ProviderStates.View::reason)
                .returns(test.now, ProviderStates.View::listedAt)
                .returns(1, ProviderStates.View::models);
        assertThat(parts.row("openai/gpt-x")).returns(false, ModelList.Row::available);
        // Nobody can say that it is gone.
        assertThat(parts.row("openai/gpt-gone")).returns(false, ModelList.Row::missing);
        var shown = parts.list().look(new ModelList.Look(false, false, null));
        assertThat(shown.unreachable())
                .containsExactly(new ModelList.Unreachable("openai", "It answered 500."));
    }

    @Test
    void asksAgainInTheBackgroundWhenAListIsOld() {
        test.set("OPENAI", "/v1");
        test.server.on("/v1/models", ScriptedProvider.json("{\"data\": [{\"id\": \"old\"}]}"));
        var parts = test.parts();
        assertThat(parts.keys(false)).containsExactly("openai/old");
        test.server.on("/v1/models", ScriptedProvider.json("{\"data\": [{\"id\": \"new\"}]}"));
        assertThat(parts.keys(false)).containsExactly("openai/old");

        test.now = test.now.plus(Duration.ofHours(1));

        Awaitility.await().until(() -> parts.keys(false), List.of("openai/new")::equals);
    }

    @Test
    void asksAllAtOnceAndEachOnlyOnce() throws Exception {
        var arrived = new CountDownLatch(3);
        var asked = new AtomicInteger();
        for (String name : List.of("a", "b", "c")) {
            test.custom.put(
                    name,
                    new ModelSettings.Custom(
                            URI.create(test.server.url() + "/" + name),
                            Set.of(Dialect.CHAT),
                            null,
                            Map.of("X-Team", "red"),
                            true));
            test.server.on(
                    "/" + name + "/models",
                    (exchange, body) -> {
                        asked.incrementAndGet();
                        arrived.countDown();
                        await(arrived);
                        ScriptedProvider.json("{\"data\": [{\"id\": \"m\"}]}").to(exchange, body);
                    });
        }
        var parts = test.parts();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> look = () -> parts.keys(false);
            var looks = threads.invokeAll(Collections.nCopies(20, look));
            for (var seen : looks) {
                assertThat(seen.get()).hasSize(3);
            }
        }
        assertThat(asked).hasValue(3);
        assertThat(test.server.seen()).allMatch(it -> it.header("x-team").equals("red"));
    }
}
