package ai.openclaw.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the local engine does hold, beyond the contract of all engines.
class LocalIsolationTest {

    @TempDir Path home;
    private LocalEngine engine;

    @BeforeEach
    void makeEngine() {
        engine = new LocalEngine(home.resolve("sandboxes"));
        assertThat(engine.availability().ready()).as("%s", engine.availability()).isTrue();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(engine.sandboxes()).isEmpty();
    }

    @Test
    void programIsNotRootAndCannotBecomeIt() throws Exception {
        assertThat(run("id -u")).isNotEqualTo("0");
        assertThat(run("grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status | tr -d '\\t\\n'"))
                .isEqualTo("CapEff:0000000000000000CapBnd:0000000000000000NoNewPrivs:1");
    }

    @Test
    void programSeesNoNetworkNoHomeNoOtherProcess() throws Exception {
        assertThat(run("cat /proc/net/dev | grep -c :")).isEqualTo("1");
        assertThat(run("ls " + home + " /root /home /var 2>/dev/null | wc -l")).isEqualTo("0");
        assertThat(run("ls /proc | grep -c '^[0-9]'").length()).isLessThan(2);
    }

    @Test
    void variablesOfTheTaskTouchNothingButTheTask() throws Exception {
        var launch = new Launch(List.of("/bin/true"), Map.of("LD_PRELOAD", "/no/such.so"));
        assertThat(run(launch)).hasLineCount(1).contains("/no/such.so");
    }

    @Test
    void programWritesToItsWorkspaceAndTmpAlone() throws Exception {
        assertThat(
                        run(
                                "for d in / /usr /etc /dev /proc; do touch $d/x 2>/dev/null && echo $d; done;"
                                        + " touch /workspace/x /tmp/x /dev/shm/x && echo fine"))
                .isEqualTo("fine");
    }

    @Test
    void programFindsWhatTheHostLinksByItsAlternatives() throws Exception {
        assertThat(run("awk 'BEGIN { print 6 * 7 }'")).isEqualTo("42");
    }

    @Test
    void processesAreLimitedPerSandbox() throws Exception {
        assertThat(
                        run(
                                "i=0; while [ $i -lt 200 ]; do sleep 5 2>/dev/null & i=$((i+1)); done 2>/dev/null;"
                                        + " ls /proc | grep -c '^[0-9]'"))
                .satisfies(n -> assertThat(n.isEmpty() ? 0 : Integer.parseInt(n)).isLessThan(70));
    }

    @Test
    void leftoverOfACrashIsFoundAndRemoved() throws Exception {
        var sandbox = engine.create(spec());
        sandbox.start(new Launch(List.of("sleep", "600"), Map.of()), new Captured());
        var other = new LocalEngine(home.resolve("sandboxes"));

        assertThat(other.sandboxes()).containsExactly(sandbox.id());
        other.destroy(sandbox.id());
        assertThat(other.sandboxes()).isEmpty();
        assertThat(sandbox.await()).isInstanceOf(Exit.class);
    }

    @Test
    void closedAndDeepFoldersAreRemoved() throws Exception {
        run(
                "mkdir closed; touch closed/x; chmod 000 closed; n=$(printf %0200d 0); i=0;"
                        + " while [ $i -lt 30 ]; do mkdir $n && cd $n; i=$((i+1)); done; echo");
        assertThat(home.resolve("sandboxes")).isEmptyDirectory();
    }

    private String run(String script) throws Exception {
        return run(new Launch(List.of("/bin/sh", "-c", script), Map.of()));
    }

    private String run(Launch launch) throws Exception {
        var sandbox = engine.create(spec());
        try {
            var captured = new Captured();
            sandbox.start(launch, captured);
            var exit = sandbox.await();
            assertThat(exit).isInstanceOf(Exit.Exited.class);
            return captured.text();
        } finally {
            sandbox.stop(Duration.ZERO);
            sandbox.destroy();
        }
    }

    private static SandboxSpec spec() {
        return new SandboxSpec(
                Ids.next(),
                new Image("any", "local"),
                ByteSize.parse("256m"),
                1.0,
                64,
                ByteSize.parse("64m"),
                ByteSize.parse("1m"),
                null);
    }

    private static final class Captured implements OutputSink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void stdout(ByteBuffer data) {
            stderr(data);
        }

        @Override
        public void stderr(ByteBuffer data) {
            var copy = new byte[data.remaining()];
            data.get(copy);
            bytes.writeBytes(copy);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8).strip();
        }
    }
}
