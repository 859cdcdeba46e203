package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What an engine that knows images promises beside the rest.
abstract class SandboxImageContract extends SandboxEngineContract {

    @Test
    void unknownImageIsRefusedAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> engine().prepare("127.0.0.1:1/no/such:image", line -> {}))
                .isInstanceOf(ImageUnavailable.class)
                .hasMessageContaining("no/such");

        var id = "sha256:" + "0".repeat(64);
        var known = spec();
        var spec =
                new SandboxSpec(
                        known.id(),
                        new Image("127.0.0.1:1/no/such:image", id),
                        known.memory(),
                        known.cpus(),
                        known.pids(),
                        known.disk(),
                        known.output(),
                        null);
        assertThatThrownBy(() -> engine().create(spec)).isInstanceOf(ImageUnavailable.class);
        assertThat(engine().sandboxes()).isEmpty();
    }
}
