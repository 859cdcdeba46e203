package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InterruptionTest extends CommandTest {

    @Test
    void asksForTheCancellationAndWaitsUntilTheTaskHasEnded() {
        gateway.on("POST /api/v1/tasks/t1/cancellation", 202, "{\"id\": \"t1\"}");
        var said = new ByteArrayOutputStream();
        var interruption = new Interruption(gateway.terminal(said), gateway.client(), "t1");

        // Whoever follows the task sees its end and closes.
        interruption.close();
        interruption.cancel();

        assertThat(gateway.asked("POST", "/api/v1/tasks/t1/cancellation")).hasSize(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("cancelling t1")
                .doesNotContain("not ended");
    }

    @Test
    void saysThatTheTaskGoesOnWhereItCouldNotBeCancelled() {
        gateway.on("POST /api/v1/tasks/t1/cancellation", 409, "{\"detail\": \"It has ended.\"}");
        var said = new ByteArrayOutputStream();
        var interruption = new Interruption(gateway.terminal(said), gateway.client(), "t1");

        interruption.cancel();
        interruption.close();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("It has ended.")
                .contains("openclaw tasks cancel t1");
    }
}
