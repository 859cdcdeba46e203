package ai.openclaw.harness;

import static ai.openclaw.harness.ScriptedModel.call;
import static ai.openclaw.harness.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {

    private static final ScriptedModel.Turn TURN =
            say(
                    "Grüß dich, 🙂\nund \"los\"",
                    call("bash", "command", "echo 'ä🙂' && false"),
                    call("read", "path", "src/a.txt"));

    private final StringBuilder heard = new StringBuilder();

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "chat", "responses"})
    void anAnswerIsReadWhole(String name) throws Exception {
        var answer = read(name, stream(name).getBytes(StandardCharsets.UTF_8), 1);

        assertThat(answer.text()).isEqualTo("Grüß dich, 🙂\nund \"los\"");
        assertThat(heard.toString()).isEqualTo(answer.text());
        assertThat(answer.calls()).extracting(Call::name).containsExactly("bash", "read");
        assertThat(answer.calls().getFirst().arguments().get("command").text())
                .isEqualTo("echo 'ä🙂' && false");
        assertThat(answer.calls()).extracting(Call::id).doesNotHaveDuplicates();
        assertThat(answer.tokens()).isEqualTo(new Tokens(100, 7, 10));
        assertThat(answer.cut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "chat", "responses"})
    void linesMayEndAsTheyLike(String name) throws Exception {
        String stream = stream(name);

        for (String end : List.of("\r\n", "\r")) {
            var bytes = stream.replace("\n", end).getBytes(StandardCharsets.UTF_8);
            assertThat(read(name, bytes, 3).calls()).hasSize(2);
        }
    }

    /// Wherever it breaks off: either everything was there, or nothing counts.
    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "chat", "responses"})
    void aStreamThatIsCutIsNeverTakenForWhole(String name) throws Exception {
        byte[] whole = stream(name).getBytes(StandardCharsets.UTF_8);
        int broken = 0;

        for (int length = 0; length < whole.length; length++) {
            var dialect = Dialect.named(name);
            var reading = dialect.reading(_ -> {});
            feed(reading, new ByteArrayInputStream(whole, 0, length));
            if (reading.complete()) {
                assertThat(reading.answer().calls()).as("%s at %d", name, length).hasSize(2);
                assertThat(reading.answer().calls()).noneMatch(it -> it.arguments().isMissing());
            } else {
                broken++;
            }
        }

        assertThat(broken).isGreaterThan(whole.length / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "chat", "responses"})
    void theQuestionHoldsTheWholeConversationAndEveryTool(String name) throws Exception {
        var conversation = new Conversation();
        conversation.say("Mend it.");
        var answer = read(name, stream(name).getBytes(StandardCharsets.UTF_8), 100);
        conversation.add(answer);
        conversation.add(
                List.of(
                        new Conversation.Result(answer.calls().get(0), "exit code 1", true),
                        new Conversation.Result(answer.calls().get(1), "1\thello", false)));

        var request = request(name, conversation);

        assertThat(request.get("model").text()).isEqualTo("p/m");
        assertThat(request.get("stream").flag(false)).isTrue();
        assertThat(request.get("tools").items())
                .extracting(it -> it.get("name").text(it.get("function").get("name").text()))
                .containsExactly("bash", "read", "write", "edit", "list", "finish");
        assertThat(request.toString())
                .contains(
                        "Be good.",
                        "Mend it.",
                        "Grüß dich, 🙂\\nund \\\"los\\\"",
                        "exit code 1",
                        "1\\thello",
                        "call_0_1",
                        "src/a.txt");
        if (name.equals("responses")) {
            assertThat(request.get("store").flag(true)).isFalse();
            assertThat(request.get("include").isMissing()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic|{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}|true",
                "anthropic|{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"m\"}}|false",
                "chat|{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}}|true",
                "chat|{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"m\"}}|false",
                "responses|{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}}|true",
                "responses|{\"type\":\"error\",\"code\":\"invalid_prompt\",\"message\":\"m\"}|false",
            })
    void aFailureInTheMiddleIsSaid(String name, String event, boolean passing) throws Exception {
        var reading = Dialect.named(name).reading(_ -> {});

        assertThatThrownBy(() -> reading.event(Json.parse(event)))
                .isInstanceOfSatisfying(
                        ModelFailure.class,
                        it -> {
                            assertThat(it).hasMessage("m");
                            assertThat(it.passing()).isEqualTo(passing);
                        });
    }

    @Test
    void signedThoughtsGoBackAsTheyCame() throws Exception {
        var answer =
                read(
                        "anthropic",
                        """
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

                        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}

                        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s1"}}

                        data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"input_tokens":3,"output_tokens":4}}

                        data: {"type":"message_stop"}

                        """
                                .getBytes(StandardCharsets.UTF_8),
                        9);
        var conversation = new Conversation();
        conversation.add(answer);
        conversation.say("Go on.");

        assertThat(answer.cut()).isTrue();
        assertThat(request("anthropic", conversation).get("messages").get(0).get("content").get(0))
                .hasToString("{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s1\"}");
    }

    @Test
    void sealedReasoningGoesBackAndIsAskedForOnlyOfModelsThatThink() throws Exception {
        String item = "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"encrypted_content\":\"xyz\"}";
        var answer =
                read(
                        "responses",
                        """
                        data: {"type":"response.output_item.done","item":%s}

                        data: {"type":"response.incomplete","response":{"usage":{"input_tokens":1,"output_tokens":2}}}

                        """
                                .formatted(item)
                                .getBytes(StandardCharsets.UTF_8),
                        5);
        var conversation = new Conversation();
        conversation.add(answer);

        assertThat(answer.cut()).isTrue();
        assertThat(request("responses", conversation).get("input").get(0)).hasToString(item);
        assertThat(
                        Dialect.named("responses")
                                .request(question("openai/gpt-5.1", conversation))
                                .get("include"))
                .hasToString("[\"reasoning.encrypted_content\"]");
    }

    /// As Gemini's OpenAI face does: every call whole, with the same index, signed.
    @Test
    void callsAreToldApartByIdWhereTheIndexIsTheSame() throws Exception {
        var answer =
                read(
                        "chat",
                        """
                        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","extra_content":{"google":{"thought_signature":"t"}},"function":{"name":"read","arguments":"{\\"path\\":\\"1\\"}"}},{"index":0,"id":"b","function":{"name":"read","arguments":"{\\"path\\":\\"2\\"}"}}]},"finish_reason":"tool_calls"}]}

                        """
                                .getBytes(StandardCharsets.UTF_8),
                        50);
        var conversation = new Conversation();
        conversation.add(answer);

        assertThat(answer.calls())
                .extracting(it -> it.arguments().get("path").text())
                .containsExactly("1", "2");
        assertThat(request("chat", conversation).toString()).contains("thought_signature");
    }

    private static String stream(String name) {
        return ScriptedStreams.of(name, TURN, 0, 100, 7);
    }

    private Answer read(String name, byte[] bytes, int atATime) throws Exception {
        var reading = Dialect.named(name).reading(heard::append);
        feed(reading, new Drops(bytes, atATime));
        assertThat(reading.complete()).isTrue();
        return reading.answer();
    }

    private static void feed(Dialect.Reading reading, InputStream in) throws Exception {
        var events = new EventStream(in);
        for (String data = events.next(); data != null; data = events.next()) {
            if (!data.equals("[DONE]")) {
                reading.event(Json.parse(data));
            }
        }
    }

    private static Json request(String name, Conversation conversation) throws Exception {
        // Through its own text: what is sent has to be JSON.
        return Json.parse(Dialect.named(name).request(question("p/m", conversation)).toString());
    }

    private static Dialect.Question question(String model, Conversation conversation) {
        var tools = new Toolbox(new Workspace(Path.of("/workspace")), () -> Duration.ofHours(1));
        return new Dialect.Question(model, "Be good.", conversation, tools, 0);
    }

    /// Gives so many bytes at a time, as a network may.
    private static final class Drops extends ByteArrayInputStream {

        private final int most;

        Drops(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, most));
        }
    }
}
