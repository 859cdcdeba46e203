package ai.openclaw.sandbox;

import ai.openclaw.sandbox.local.LocalEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Processes under bubblewrap on this host.
class LocalEngineTest extends SandboxEngineContract {

    @TempDir private static Path home;

    @Override
    protected SandboxEngine engine() {
        return new LocalEngine(home.resolve("sandboxes"));
    }

    @Override
    protected String image() {
        return "whatever";
    }
}
