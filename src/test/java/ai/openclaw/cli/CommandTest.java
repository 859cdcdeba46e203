package ai.openclaw.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Commands in a folder of their own, with a gateway that says what a test has it say.
abstract class CommandTest {

    @TempDir Path directory;
    PretendGateway gateway;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = new PretendGateway(directory);
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }
}
