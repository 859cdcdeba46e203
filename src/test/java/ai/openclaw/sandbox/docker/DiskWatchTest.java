package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Sandboxes that fill the disk, on a real engine.
class DiskWatchTest {

    private static final long MIB = 1 << 20;

    @Test
    void sandboxWhoseFilesOutgrowTheLimitIsKilled() throws Exception {
        var exit = run("i=0; while :; do dd if=/dev/zero of=f$i bs=1M count=4; i=$((i+1)); done");

        assertThat(exit)
                .isInstanceOfSatisfying(
                        Exit.DiskFull.class,
                        full -> {
                            assertThat(full.used()).isGreaterThan(16 * MIB);
                            assertThat(full.code()).isNull();
                        });
    }

    @Test
    void fileThatOutgrowsTheLimitAloneEndsItsWriter() throws Exception {
        assertThat(run("exec dd if=/dev/zero of=big bs=1M"))
                .isInstanceOfSatisfying(
                        Exit.DiskFull.class, full -> assertThat(full.code()).isNotNull());
    }

    @Test
    void endlesslyManyEmptyFilesAreFilesToo() throws Exception {
        var exit =
                run(
                        "i=0; while :; do mkdir d$i; cd d$i; for a in 0 1 2 3 4 5 6 7 8 9; do"
                                + " touch $a-0 $a-1 $a-2 $a-3 $a-4 $a-5 $a-6 $a-7 $a-8 $a-9 $a-a $a-b"
                                + " $a-c $a-d $a-e $a-f; done; cd ..; i=$((i+1)); done");

        assertThat(exit).isInstanceOf(Exit.DiskFull.class);
    }

    @Test
    void failureWithRoomLeftIsAnOrdinaryExit() throws Exception {
        assertThat(run("dd if=/dev/zero of=f bs=1M count=4; exit 3"))
                .isEqualTo(new Exit.Exited(3, false));
    }

    @Test
    void engineWeighsWhereTheFolderIsOutOfReach() throws Exception {
        var address = DockerAddress.parse(TestImages.dockerHost(), System.getenv());
        var elsewhere = new Host(1, Set.of(), List.of(), Path.of("/nowhere"), false);
        var volumes = new Volumes(address, new DockerCalls(address), () -> elsewhere);
        try (var docker = TestImages.docker()) {
            String volume = docker.createVolumeCmd().exec().getName();
            try {
                assertThat(volumes.atHand()).isFalse();
                assertThat(volumes.weigh(volume)).isNotEqualTo(OptionalLong.empty());
            } finally {
                docker.removeVolumeCmd(volume).exec();
            }
        }
    }

    @Test
    void looksAreFrequentWhereThereIsLittleRoomAndNeverExpensive() {
        assertThat(DiskWatch.pause(100L << 30, Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
        assertThat(DiskWatch.pause(1024 * MIB, Duration.ZERO))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        assertThat(DiskWatch.pause(0, Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(DiskWatch.pause(0, Duration.ofMillis(200))).isEqualTo(Duration.ofSeconds(1));
        assertThat(DiskWatch.pause(0, Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(5));
    }

    private static Exit run(String script) throws Exception {
        try (var engine =
                DockerEngine.at(TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()))) {
            var spec =
                    new SandboxSpec(
                            Ids.next(),
                            engine.prepare(TestImages.busyboxWithWorkspace(), _ -> {}),
                            ByteSize.parse("64m"),
                            1,
                            64,
                            ByteSize.parse("16m"),
                            ByteSize.parse("1m"),
                            null);
            var sandbox = engine.create(spec);
            try {
                var launch =
                        new Launch(List.of("sh", "-c", "exec 2>/dev/null; " + script), Map.of());
                sandbox.start(launch, new Silence());
                return sandbox.await();
            } finally {
                sandbox.destroy();
            }
        }
    }

    private static final class Silence implements OutputSink {
        @Override
        public void stdout(ByteBuffer data) {}

        @Override
        public void stderr(ByteBuffer data) {}
    }
}
