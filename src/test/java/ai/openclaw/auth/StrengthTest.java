package ai.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrengthTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "change-me",
                "Openclaw-Password-1",
                "PASSWORD_PASSWORD",
                "aaaaaaaaaaaaaaa",
                "maras-own-name"
            })
    void guessablePasswordsAreRefusedWithoutRepeatingThem(String weak) {
        assertThat(Strength.objectionToPassword("maras-own-name", weak))
                .hasValueSatisfying(it -> {
                    if (!weak.isEmpty()) {
                        assertThat(it).doesNotContain(weak);
                    }
                });
    }

    @Test
    void passwordBeyondWhatBcryptSeesIsRefused() {
        assertThat(Strength.objectionToPassword("mara", "ä".repeat(30) + "0123456789abcdef"))
                .hasValueSatisfying(it -> assertThat(it).contains("72 bytes"));
    }

    @Test
    void goodOnesPass() {
        assertThat(Strength.objectionToPassword("mara", TestDoor.PASSWORD)).isEmpty();
        assertThat(Strength.objectionToPassword("mara", ApiTokens.random(18))).isEmpty();
        assertThat(Strength.objectionToToken(ApiTokens.generate())).isEmpty();
        assertThat(Strength.objectionToName("mara@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oc_short",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "with space 0123456789abcdefghijklmnop",
                "with\nline0123456789abcdefghijklmnopqrst"
            })
    void weakTokensAreRefused(String weak) {
        assertThat(Strength.objectionToToken(weak)).isPresent();
    }
}
