package ai.openclaw.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.budget.Tokens;
import ai.openclaw.model.Dialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The usage in answers of every shape, however they are cut into pieces.
class UsageReaderTest {

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        Dialect.ANTHROPIC,
                        true,
                        Recorded.ANTHROPIC_STREAM,
                        new Tokens(100, 15, 70, 0, false)),
                Arguments.of(
                        Dialect.ANTHROPIC,
                        false,
                        Recorded.ANTHROPIC_JSON,
                        new Tokens(14, 6, 4, 0, false)),
                Arguments.of(
                        Dialect.CHAT, true, Recorded.CHAT_STREAM, new Tokens(30, 12, 20, 7, false)),
                Arguments.of(
                        Dialect.CHAT, false, Recorded.CHAT_JSON, new Tokens(11, 3, 0, 0, false)),
                Arguments.of(
                        Dialect.RESPONSES,
                        true,
                        Recorded.RESPONSES_STREAM,
                        new Tokens(40, 9, 8, 4, false)),
                Arguments.of(
                        Dialect.EMBEDDINGS,
                        false,
                        Recorded.EMBEDDINGS_JSON,
                        new Tokens(8, 0, 0, 0, false)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void usageIsReadWhereverTheAnswerIsCut(
            Dialect dialect, boolean stream, String answer, Tokens expected) {
        for (String text : new String[] {answer, answer.replace("\n", "\r\n")}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut <= bytes.length; cut++) {
                var reader = new UsageReader(dialect, stream);
                reader.feed(bytes, 0, cut);
                reader.feed(bytes, cut, bytes.length - cut);
                assertThat(reader.tokens(999)).as("cut at %d", cut).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void ofAnAnswerThatBrokeOffTheUsageIsEstimated(
            Dialect dialect, boolean stream, String answer, Tokens whole) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        for (int end = 0; end < bytes.length / 2; end++) {
            var reader = new UsageReader(dialect, stream);
            reader.feed(bytes, 0, end);
            var tokens = reader.tokens(999);
            assertThat(tokens.estimated()).as("ended at %d", end).isTrue();
            assertThat(tokens.input()).isIn(999L, whole.input());
        }
    }

    @Test
    void nonsenseIsEstimatedAndHoldsNothingUp() {
        for (String nonsense :
                new String[] {
                    "",
                    "data: {\"usage\":",
                    "data: {\"usage\": 7}\n\n",
                    "data: [DONE]\n\n",
                    "\0\0\n"
                }) {
            for (boolean stream : new boolean[] {true, false}) {
                var reader = new UsageReader(Dialect.CHAT, stream);
                byte[] bytes = nonsense.getBytes(StandardCharsets.UTF_8);
                reader.feed(bytes, 0, bytes.length);
                assertThat(reader.tokens(5).estimated()).isTrue();
            }
        }
        var negative = new UsageReader(Dialect.CHAT, false);
        byte[] bytes =
                "{\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1e30}}"
                        .getBytes(StandardCharsets.UTF_8);
        negative.feed(bytes, 0, bytes.length);
        assertThat(negative.tokens(5).input()).isZero();
        var cached = new UsageReader(Dialect.ANTHROPIC, false);
        bytes =
                "{\"type\":\"message\",\"usage\":{\"input_tokens\":9,\"cache_read_input_tokens\":-5,\"output_tokens\":1}}"
                        .getBytes(StandardCharsets.UTF_8);
        cached.feed(bytes, 0, bytes.length);
        assertThat(cached.tokens(5)).isEqualTo(new Tokens(9, 1, 0, 0, false));
    }

    @Test
    void endlessLineIsNotHeld() {
        var reader = new UsageReader(Dialect.CHAT, true);
        byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50; i++) {
            reader.feed(piece, 0, piece.length);
        }
        byte[] rest = ("\n\n" + Recorded.CHAT_STREAM).getBytes(StandardCharsets.UTF_8);
        reader.feed(rest, 0, rest.length);
        assertThat(reader.tokens(1)).isEqualTo(new Tokens(30, 12, 20, 7, false));
    }

    @Test
    void theChunkWithTheUsageIsTakenOutWhereverTheStreamIsCut() throws IOException {
        String without =
                Recorded.CHAT_STREAM.replaceAll("data: [^\n]*\"choices\":\\[\\][^\n]*\n\n", "");
        assertThat(without).hasSizeLessThan(Recorded.CHAT_STREAM.length());
        byte[] bytes = Recorded.CHAT_STREAM.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            var out = new ByteArrayOutputStream();
            var filter = new UsageChunk(out);
            filter.write(bytes, 0, cut);
            filter.write(bytes, cut, bytes.length - cut);
            filter.finish();
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(without);
        }
    }
}
