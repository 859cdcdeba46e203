package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.docker.DockerEngine;
import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sandboxes that wait, on a real Docker Engine.
class DockerWarmTest {

    private static final DockerEngine ENGINE =
            DockerEngine.at(TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()));
    private static final DockerClient DOCKER = TestImages.docker();

    private static final Duration LONG = Duration.ofHours(1);

    @AfterEach
    void nothingIsLeft() {
        ENGINE.sandboxes().forEach(ENGINE::destroy);
        assertThat(ENGINE.sandboxes()).isEmpty();
    }

    @AfterAll
    static void close() throws IOException {
        ENGINE.close();
        DOCKER.close();
    }

    @Test
    void waitsUntilItIsHandedItsProgram() throws Exception {
        var sandbox = create(LONG, TestImages.busyboxWithWorkspace());
        assertThat(sandbox.waits()).isTrue();
        var output = new Captured();
        sandbox.start(new Launch(List.of("echo", "hello"), Map.of()), output);
        assertThat(sandbox.waits()).isFalse();
        assertThat(sandbox.await()).isEqualTo(new Exit.Exited(0, false));
        assertThat(output.out()).isEqualTo("hello\n");
    }

    @Test
    void doesNotWaitAnyMoreWhenItsContainerDiedOrIsGone() throws Exception {
        var killed = create(LONG, TestImages.busyboxWithWorkspace());
        DOCKER.killContainerCmd("openclaw-sbx-" + killed.id()).exec();
        await().until(() -> !killed.waits());
        var gone = create(LONG, TestImages.busyboxWithWorkspace());
        ENGINE.destroy(gone.id());
        assertThat(gone.waits()).isFalse();
    }

    /// The shells of busybox and of Debian (dash). No gateway takes part in its end.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsByItselfWhenNobodyComesBack(boolean small) throws Exception {
        var image = small ? TestImages.busyboxWithWorkspace() : "openclaw-sandbox:local";
        var waiting = create(Duration.ofSeconds(3), image);
        var busy = create(Duration.ofSeconds(3), image);
        busy.start(
                new Launch(
                        List.of(
                                "sh",
                                "-c",
                                "trap '' TERM HUP INT; (while :; do sleep 1; done) & echo up;"
                                        + " while :; do sleep 1; done"),
                        Map.of()),
                new Captured());
        assertThat(waiting.waits()).isTrue();
        assertThat(processes(waiting)).as("the init and the shell, no clock").isEqualTo(2);
        await().atMost(Duration.ofSeconds(40)).until(() -> !running(waiting) && !running(busy));
    }

    private static Sandbox create(Duration lifetime, String name) throws Exception {
        var size = ByteSize.parse("64m");
        var image = ENGINE.prepare(name, _ -> {});
        var spec = new SandboxSpec(Ids.next(), image, size, 1, 64, size, size, null);
        return ENGINE.create(spec.with(spec.id(), image, lifetime));
    }

    private static int processes(Sandbox sandbox) {
        return DOCKER.topContainerCmd("openclaw-sbx-" + sandbox.id()).exec().getProcesses().length;
    }

    private static boolean running(Sandbox sandbox) {
        return Boolean.TRUE.equals(
                DOCKER.inspectContainerCmd("openclaw-sbx-" + sandbox.id())
                        .exec()
                        .getState()
                        .getRunning());
    }
}
