package ai.openclaw.sandbox;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.docker.DockerEngine;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

/// An image that knows nothing of sandboxes, on a real Docker Engine.
class DockerEngineTest extends SandboxImageContract {

    private static final DockerEngine ENGINE =
            DockerEngine.at(TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()));

    @Override
    protected SandboxEngine engine() {
        return ENGINE;
    }

    @Override
    protected String image() {
        return TestImages.busybox();
    }

    @AfterAll
    static void close() throws IOException {
        ENGINE.close();
    }
}
