package ai.openclaw.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private final List<FieldError> errors = new ArrayList<>();

    @Test
    void ordinaryTextPasses() {
        Text.line(errors, "f", "größe 漢字 🦀", 100);
        Text.line(errors, "f", null, 1);
        Text.prose(errors, "f", "one\n\ttwo\r\n", 100);
        Text.name(errors, "f", "web-1.a_b");

        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u0000b", "a\nb", "a\tb", "\u001b[31m", "a\u007f", "a\u0085", "a\ud800"})
    void controlCharactersInALineAreNamed(String text) {
        Text.line(errors, "f", text, 100);

        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst().message())
                .contains("\\u")
                .matches("[\\x20-\\x7e]+")
                .contains("control character");
    }

    @Test
    void proseAllowsBreaksButNotOtherControlCharacters() {
        Text.prose(errors, "f", "a\u0000b", 100);

        assertThat(errors).hasSize(1);
    }

    @Test
    void lengthIsLimited() {
        Text.line(errors, "f", "four", 3);

        assertThat(errors)
                .containsExactly(new FieldError("f", "At most 3 characters are accepted."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a-", "a/b", "..", "a b", "ä"})
    void badNamesAreRefused(String name) {
        Text.name(errors, "f", name);

        assertThat(errors).hasSize(1);
    }

    @Test
    void printableShowsWhatCannotBeSeen() {
        assertThat(Text.printable("a\u001b[31m\n", 100)).isEqualTo("a\\u001b[31m\\u000a");
        assertThat(Text.printable("abcdef", 3)).isEqualTo("abc…");
    }
}
