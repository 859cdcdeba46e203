package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.docker.DockerEngine;
import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What only real containers have: control groups, capabilities, an engine that others use too.
class DockerIsolationTest extends SandboxBench {

    private static final DockerEngine ENGINE =
            DockerEngine.at(TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()));
    private static final DockerClient DOCKER = TestImages.docker();

    @Override
    protected SandboxEngine engine() {
        return ENGINE;
    }

    /// The other kind of image than in the contract's test.
    @Override
    protected String image() {
        return TestImages.busyboxWithWorkspace();
    }

    @AfterAll
    static void close() throws IOException {
        ENGINE.close();
        DOCKER.close();
    }

    private Launch sh(String script) {
        return new Launch(List.of("sh", "-c", script), Map.of());
    }

    @Test
    void memoryLimitEndsTheProgramAsOutOfMemory() throws Exception {
        var ran = run(sh("exec tail /dev/zero"));

        assertThat(ran.exit()).isEqualTo(new Exit.OutOfMemory());
    }

    @Test
    void childKilledForMemoryIsANoteWhereTheProgramGoesOn() throws Exception {
        var ran = run(sh("tail /dev/zero; exit 0"));

        assertThat(ran.exit()).isEqualTo(new Exit.Exited(0, true));
    }

    @Test
    void ownSignalIsAnOrdinaryExit() throws Exception {
        assertThat(run(sh("kill -9 $$")).exit()).isEqualTo(exited(137));
        assertThat(run(sh("kill -15 $$")).exit()).isEqualTo(exited(143));
    }

    @Test
    void programThatClosesItsOutputsIsFollowedToItsEnd() throws Exception {
        var ran = run(sh("echo hello; exec >&- 2>&-; sleep 1; exit 5"));

        assertThat(ran.exit()).isEqualTo(exited(5));
        assertThat(ran.output().out()).isEqualTo("hello\n");
    }

    @Test
    void killAndRemovalFromOutsideAreLost() throws Exception {
        var killed = create();
        startUntilReady(killed, sh("echo ready; sleep 1000"));
        DOCKER.killContainerCmd("openclaw-sbx-" + killed.id()).exec();
        assertThat(killed.await()).isInstanceOf(Exit.Lost.class);

        var removed = create();
        startUntilReady(removed, sh("echo ready; sleep 1000"));
        DOCKER.removeContainerCmd("openclaw-sbx-" + removed.id()).withForce(true).exec();
        assertThat(removed.await()).isInstanceOf(Exit.Lost.class);
        assertThat(engine().sandboxes()).contains(removed.id());
    }

    @Test
    void programHasNoPowerAndNoNetwork() throws Exception {
        var ran =
                run(
                        sh(
                                """
                                grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status | tr '\\t' ' '
                                tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '
                                for d in / /etc /bin /dev /proc /sys; do touch $d/x 2>/dev/null && echo wrote $d; done
                                touch /workspace/x /tmp/x out/x && echo fine
                                """));

        assertThat(ran.output().out().lines())
                .containsExactly(
                        "Uid: 10001 10001 10001 10001",
                        "CapEff: 0000000000000000",
                        "CapBnd: 0000000000000000",
                        "NoNewPrivs: 1",
                        "Seccomp: 2",
                        "lo",
                        "fine");
    }

    @Test
    void nothingOfTheTaskShowsInTheContainersDescription() throws Exception {
        var sandbox = create();
        var output = new Captured();
        sandbox.start(
                new Launch(List.of("sh", "-c", "sleep 1000", "secret-1"), Map.of("K", "secret-2")),
                output);

        var seen = DOCKER.inspectContainerCmd("openclaw-sbx-" + sandbox.id()).exec();

        assertThat(seen.getConfig().toString()).doesNotContain("secret");
        assertThat(String.join(" ", seen.getArgs())).doesNotContain("secret");
    }

    private SandboxSpec spec(String disk, @Nullable String runtime) throws Exception {
        var spec = spec();
        return new SandboxSpec(
                spec.id(),
                spec.image(),
                spec.memory(),
                spec.cpus(),
                spec.pids(),
                ByteSize.parse(disk),
                spec.output(),
                runtime);
    }

    @Test
    void runtimeThatTheEngineLacksIsRefused() {
        assertThatThrownBy(() -> create(spec("1g", "no-such-runtime")))
                .isInstanceOf(ImageUnavailable.class)
                .hasMessageContainingAll("no-such-runtime", "runc");
    }

    @Test
    void imageWithoutShellIsRefused() {
        assertThatThrownBy(() -> engine().prepare(TestImages.shellLess(), line -> {}))
                .isInstanceOf(ImageUnavailable.class)
                .hasMessageContaining("/bin/sh");
    }

    @Test
    void hundredsOfMegabytesGoInWithoutPassingThroughHeap() throws Exception {
        long bytes = 300L << 20;
        var sandbox = create(spec("1g", null));
        sandbox.put(zeros(bytes));

        var ran = run(sandbox, sh("stat -c %s:%u big"));

        assertThat(ran.output().out()).isEqualTo(bytes + ":10001\n");
    }

    @Test
    void stopEndsAnUploadThatIsUnderWay() throws Exception {
        var sandbox = create();
        var failure = new Exception[1];
        var upload =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                sandbox.put(zeros(Long.MAX_VALUE >> 16));
                            } catch (IOException e) {
                                failure[0] = e;
                            }
                        });

        sandbox.stop(Duration.ZERO);
        upload.join();

        assertThat(failure[0]).isNotNull();
        assertThat(sandbox.await()).isEqualTo(new Exit.Stopped());
    }

    /// A tar with one file of zeros, made while it is read.
    private static InputStream zeros(long bytes) throws IOException {
        var in = new PipedInputStream(1 << 16);
        var out = new PipedOutputStream(in);
        Thread.ofVirtual()
                .start(() -> {
                    try (var tar = new TarArchiveOutputStream(out)) {
                        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                        var entry = new TarArchiveEntry("big");
                        entry.setSize(bytes);
                        tar.putArchiveEntry(entry);
                        var piece = new byte[1 << 15];
                        for (long left = bytes; left > 0; left -= piece.length) {
                            tar.write(piece, 0, (int) Math.min(left, piece.length));
                        }
                        tar.closeArchiveEntry();
                    } catch (IOException e) {
                        // The reader has left, which is what a test wanted.
                    }
                });
        return in;
    }

    @Test
    void hugeSparseFileCanBeLeftUnread() throws Exception {
        var sandbox = create(spec("30g", null));
        run(sandbox, sh("dd if=/dev/zero of=out/huge bs=1 count=0 seek=20G 2>/dev/null"));

        try (var tar = new TarArchiveInputStream(sandbox.collect())) {
            tar.getNextEntry();
            assertThat(tar.getNextEntry().getSize()).isEqualTo(20L << 30);
        }
        sandbox.destroy();
    }

    @Test
    void consumptionIsKnownAtTheEnd() throws Exception {
        var sandbox = create();
        run(sandbox, sh("i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done; sleep 0.2"));

        assertThat(sandbox.consumption().cpu()).isPositive();
        assertThat(sandbox.consumption().peakMemory()).isPositive();
    }

    @Test
    void engineSeesOnlyWhatCarriesItsMarks() throws Exception {
        var sandbox = create();
        try (var other =
                DockerEngine.at(TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()))) {
            assertThat(other.sandboxes()).isEmpty();
            other.destroy(sandbox.id());
        }
        assertThat(engine().sandboxes()).containsExactly(sandbox.id());
    }

    @Test
    void processesAreLimited() throws Exception {
        var spec = spec();
        var sandbox =
                create(
                        new SandboxSpec(
                                spec.id(),
                                spec.image(),
                                ByteSize.parse("64m"),
                                100,
                                20,
                                spec.disk(),
                                spec.output(),
                                null));

        var ran =
                run(
                        sandbox,
                        sh(
                                "i=0; while [ $i -lt 50 ]; do sleep 9 & i=$((i+1)); done; ls -d /proc/[0-9]* | wc -l"));

        assertThat(ran.output().err()).contains("fork");
    }
}
