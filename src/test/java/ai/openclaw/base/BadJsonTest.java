package ai.openclaw.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class BadJsonTest {

    private final JsonMapper json = Json.mapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\": 1}                     | colour         | no such field. Known are: id, limits, list, map, number, real, reason, text, timeout, when",
                "{\"limits\": {\"memry\": \"1g\"}}   | limits.memry   | no such field. Known are: memory",
                "{\"limits\": {\"memory\": \"big\"}} | limits.memory  | a size like 512m or 1g is expected",
                "{\"limits\": []}                    | limits         | An object is expected",
                "{\"list\": [{}, {\"memory\": 1.5}]} | list[1].memory | size",
                "{\"list\": {}}                      | list           | A list is expected",
                "{\"timeout\": \"30m\"}              | timeout        | A duration such as PT30M or PT10S (ISO 8601) is expected, not '30m'",
                "{\"when\": \"yesterday\"}           | when           | A time in UTC such as",
                "{\"reason\": \"BAD\"}               | reason         | One of EXIT_CODE, TIMEOUT,",
                "{\"reason\": 1}                     | reason         | One of EXIT_CODE",
                "{\"id\": \"7\"}                     | id             | A UUID is expected",
                "{\"number\": \"7\"}                 | number         | A whole number is expected",
                "{\"number\": 7.5}                   | number         | A whole number is expected",
                "{\"number\": 99999999999}           | number         | ",
                "{\"real\": \"x\"}                   | real           | A number is expected",
                "{\"text\": 7}                       | text           | A text is expected",
                "{\"map\": {\"k\": []}}              | map.k          | A text is expected",
                "[]                                  | body           | An object is expected",
                "{\"text\": \"a\", \"text\": \"b\"}  | body           | Duplicate",
                "{\"text\": \"a\"} {}                | body           | Something follows the end",
                "{\"text\": \"a\",,}                 | body           | broken at line 1, column 14",
                "{\"text\": \"a                      | text           | broken at line 1",
                "{\"limits\": {                     | limits         | broken at line 1, column 13: Unexpected end-of-input",
                "{\"text\": nul}                     | body           | broken at line 1",
                "{\"limits\": {\"memory\": \"0\"}}   | limits.memory  | At least one byte",
            })
    void badJsonIsExplainedByField(String body, String field, @Nullable String message) {
        var refusal = refusal(body);

        assertThat(refusal.errors()).hasSize(1);
        var error = refusal.errors().getFirst();
        assertThat(error.message())
                .contains(message == null ? "" : message)
                .endsWith(".")
                .doesNotContain("ai.openclaw", "tools.jackson", "REDACTED");
        assertThat(error.field()).isEqualTo(field);
    }

    private InvalidRequest refusal(String body) {
        var thrown = catchThrowable(() -> json.readValue(body, Thing.class));
        assertThat(thrown).isInstanceOf(JacksonException.class);
        var refusal = BadJson.explain((JacksonException) thrown);
        assertThat(refusal).isInstanceOf(InvalidRequest.class);
        return (InvalidRequest) refusal;
    }

    record Sizes(@Nullable ByteSize memory) {
        Sizes {
            if (memory != null && memory.bytes() == 0) {
                throw InvalidRequest.of("memory", "At least one byte is needed.");
            }
        }
    }

    record Thing(
            @Nullable Sizes limits,
            @Nullable List<Sizes> list,
            @Nullable Map<String, String> map,
            @Nullable Duration timeout,
            @Nullable Instant when,
            @Nullable Reason reason,
            @Nullable UUID id,
            @Nullable Integer number,
            @Nullable Double real,
            @Nullable String text) {}
}
