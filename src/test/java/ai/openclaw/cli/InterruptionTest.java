package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

    @TempDir Path directory;
    private PretendGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new PretendGateway(directory);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

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
