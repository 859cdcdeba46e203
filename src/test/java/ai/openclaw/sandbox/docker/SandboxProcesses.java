package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.SandboxSpec;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/// What runs in a sandbox, as its engine says.
final class SandboxProcesses {

    private SandboxProcesses() {}

    /// Waits until the sandbox has got its program. From a killed process the engine gets all that
    /// it wrote; a [CuttableLine] loses what it had not yet passed on.
    static void await(DockerAddress engine, SandboxSpec spec, String process) {
        Awaitility.await("the sandbox to run " + process)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> top(engine, spec).contains(process));
    }

    private static String top(DockerAddress engine, SandboxSpec spec) throws IOException {
        try (var connection = new RawConnection(engine)) {
            connection.ask(
                    "GET /containers/openclaw-sbx-" + spec.id() + "/top", "Connection: close");
            var text = new StringBuilder();
            while (connection.ready()) {
                text.append((char) connection.next());
            }
            return text.toString();
        }
    }
}
