package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.PullPolicy;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine that goes away while sandboxes run: a line between that the test can cut.
class EngineOutageTest {

    @TempDir Path folder;

    private final Marks marks = new Marks(Ids.next(), Ids.next());
    private final DockerAddress real =
            DockerAddress.parse(TestImages.dockerHost(), System.getenv());
    private CuttableLine line;
    private DockerEngine engine;

    @BeforeEach
    void connect() throws IOException {
        line = new CuttableLine(folder.resolve("docker.sock"), real);
        engine = new DockerEngine(line.address(), marks, PullPolicy.MISSING, Duration.ofSeconds(2));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        line.mend();
        engine.sandboxes().forEach(engine::destroy);
        assertThat(engine.sandboxes()).isEmpty();
        engine.close();
        line.close();
    }

    @Test
    void programIsLostAndEndedWhenTheEngineComesBack() throws Exception {
        var sandbox = running();

        line.cut();
        var mended =
                Thread.ofVirtual()
                        .start(() -> {
                            assertThatThrownBy(engine::sandboxes)
                                    .isInstanceOf(EngineUnavailable.class);
                            line.mend();
                        });

        assertThat(sandbox.await())
                .isInstanceOfSatisfying(
                        Exit.Lost.class, lost -> assertThat(lost.why()).contains("Docker Engine"));
        mended.join();
        assertThat(
                        engine.containers()
                                .state("openclaw-sbx-" + sandbox.id())
                                .orElseThrow()
                                .getRunning())
                .isFalse();
    }

    @Test
    void engineThatStaysAwayIsGivenUpAfterAWhile() throws Exception {
        var sandbox = running();

        line.cut();

        assertThat(sandbox.await())
                .isInstanceOfSatisfying(
                        Exit.Lost.class,
                        lost -> assertThat(lost.why()).contains("does not answer"));
        assertThatThrownBy(sandbox::destroy).isInstanceOf(EngineUnavailable.class);
        assertThatThrownBy(sandbox::collect).isInstanceOf(IOException.class);
        assertThat(engine.availability().ready()).isFalse();

        line.mend();
        sandbox.destroy();
        assertThat(engine.sandboxes()).isEmpty();
    }

    @Test
    void sandboxThatCannotBeMadeLeavesNothing() throws Exception {
        var spec = spec();
        line.cut();

        assertThatThrownBy(() -> engine.create(spec)).isInstanceOf(EngineUnavailable.class);
        line.mend();

        assertThat(engine.sandboxes()).isEmpty();
    }

    @Test
    void programThatCouldNotBeHandedOverDoesNotRun() throws Exception {
        var sandbox = engine.create(spec());
        line.cut();

        assertThatThrownBy(() ->
                        sandbox.start(
                                new Launch(List.of("true"), Map.of()), sink(new CountDownLatch(1))))
                .isInstanceOf(IOException.class);

        line.mend();
        assertThat(sandbox.await()).isInstanceOf(Exit.Lost.class);
    }

    private Sandbox running() throws Exception {
        var sandbox = engine.create(spec());
        var ready = new CountDownLatch(1);
        sandbox.start(
                new Launch(List.of("sh", "-c", "echo ready; sleep 1000"), Map.of()), sink(ready));
        assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
        return sandbox;
    }

    private SandboxSpec spec() throws Exception {
        return new SandboxSpec(
                Ids.next(),
                engine.prepare(TestImages.busybox(), news -> {}),
                ByteSize.parse("64m"),
                1,
                64,
                ByteSize.parse("64m"),
                ByteSize.parse("1m"),
                null);
    }

    private static OutputSink sink(CountDownLatch first) {
        return new OutputSink() {
            @Override
            public void stdout(ByteBuffer data) {
                first.countDown();
            }

            @Override
            public void stderr(ByteBuffer data) {}
        };
    }
}
