package ai.openclaw.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {

    private static final JsonMapper JACKSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [ 1 , -0.5e-3, 12345678901234567890, true, false, null ] ",
                "{\"a\": {\"b\": [{\"c\": \"\"}]}, \"ä\\u00e4\\ud83d\\ude42\": \"\\b\\f\\n\\r\\t\\/\\\\\\\"\"}",
                "\"\"",
                "-0",
                "{\"\": 1e9}",
            })
    void whatIsReadIsWrittenAsALibraryReadsIt(String text) throws Exception {
        assertThat(JACKSON.readTree(Json.parse(text).toString())).isEqualTo(JACKSON.readTree(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\" 1}",
                "[1 2]",
                "01",
                "1.",
                ".5",
                "+1",
                "nul",
                "truex",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "{} {}",
                "1e9999999999",
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(Json.Malformed.class);
    }

    @Test
    void whatIsNestedTooDeepIsRefusedAndNotFollowed() {
        assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000)))
                .isInstanceOf(Json.Malformed.class);
    }

    @Test
    void everyCharacterComesBack() throws Exception {
        var all = new StringBuilder();
        for (int i = 0; i < 0x1_0000; i++) {
            if (!Character.isSurrogate((char) i)) {
                all.append((char) i);
            }
        }
        all.append("🙂");

        String written = Json.of(all.toString()).toString();

        assertThat(JACKSON.readTree(written).asString()).isEqualTo(all.toString());
        assertThat(Json.parse(written).text()).isEqualTo(all.toString());
    }

    @Test
    void halfACharacterIsReplaced() throws Exception {
        assertThat(Json.parse(Json.of("a\ud83d").toString()).text()).isEqualTo("a\ufffd");
        assertThat(Json.parse(Json.of("\ude42b").toString()).text()).isEqualTo("\ufffdb");
    }

    @Test
    void whatIsNotThereIsMissing() throws Exception {
        Json json = Json.parse("{\"a\": [{\"b\": 5}], \"n\": null}");

        assertThat(json.get("a").get(0).get("b").number(0)).isEqualTo(5);
        assertThat(json.get("a").get(3).get("x").text("none")).isEqualTo("none");
        assertThat(json.get("a").get("b").isMissing()).isTrue();
        assertThat(json.get("n").isMissing()).isTrue();
        assertThat(json.get("a").text("no text")).isEqualTo("no text");
    }
}
