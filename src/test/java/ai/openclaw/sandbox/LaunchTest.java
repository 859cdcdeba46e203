package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTest {

    @Test
    void launchIsRefusedWhereNoKernelWouldTakeIt() {
        assertThatThrownBy(() -> new Launch(List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Launch(List.of("x"), Map.of("A=B", "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Launch(List.of("x", "a\0b"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Launch(List.of("x", "y".repeat(200_000)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void variablesAreSavedRightBelowTheWorkspaceOnly() {
        for (String file : new String[] {"../etc/x", "a/b", "", "-x", "$HOME", "a b"}) {
            assertThatThrownBy(
                            () -> new Launch(List.of("x"), Map.of(), Map.of(), Map.of(file, "s")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() ->
                            new Launch(List.of("x"), Map.of("A", ""), Map.of("A", file), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Launch(List.of("x"), Map.of(), Map.of("A", "a"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
