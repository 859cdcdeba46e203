package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.DiskSettings;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.LaneDoors;
import ai.openclaw.sandbox.LaneSettings;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.PullPolicy;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import ai.openclaw.sandbox.WorkspaceFull;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sandboxes on disks of their own, on a real engine with real loop devices.
class DiskQuotaTest {

    private static final long MIB = 1 << 20;
    private static final String FILL = "dd if=/dev/zero of=f bs=1M; dd if=/dev/zero of=g bs=1k";

    @TempDir static Path directory;

    private final Marks marks = new Marks(Ids.next(), Ids.next());
    private PreparedDisks disks;
    private DockerEngine engine;

    @BeforeEach
    void prepare() throws Exception {
        disks = PreparedDisks.make(directory.resolve("disks"), 2, "64M");
        engine = engine(marks);
    }

    @AfterEach
    void remove() throws Exception {
        for (var left : engine.sandboxes()) {
            engine.destroy(left);
        }
        engine.close();
        await("the disks to be given back")
                .atMost(Duration.ofSeconds(30))
                .until(() -> disks.taken(1) == 0 && disks.taken(2) == 0);
        disks.close();
        assertThat(disks.folder()).doesNotExist();
    }

    @Test
    void fillerIsStoppedByTheKernelAtItsLimitAndItsNeighbourIsNot() throws Exception {
        var neighbour = create("16m");
        var filler = create("32m");

        var exit = run(filler, FILL + "; exit 3");

        assertThat(exit)
                .isInstanceOfSatisfying(
                        Exit.DiskFull.class,
                        full -> {
                            assertThat(full.code()).isEqualTo(3);
                            assertThat(full.files()).isFalse();
                            assertThat(full.used()).isBetween(28 * MIB, 32 * MIB);
                        });
        assertThat(disks.taken(1) + disks.taken(2)).isBetween(28 * MIB, 36 * MIB);
        assertThat(run(neighbour, "dd if=/dev/zero of=f bs=1M count=10 && cat f | wc -c"))
                .isEqualTo(new Exit.Exited(0, false));
        filler.destroy();
        await("what was written to be the host's again")
                .atMost(Duration.ofSeconds(10))
                .until(() -> disks.taken(1) == 0 || disks.taken(2) == 0);
    }

    @Test
    void whoFillsItAndDoesNotMindSucceedsWithAWarning() throws Exception {
        assertThat(run(create("16m"), FILL + "; exit 0"))
                .isEqualTo(new Exit.Exited(0, false, true));
    }

    @Test
    void filesWithoutContentFillItByTheirNumber() throws Exception {
        var exit =
                run(
                        create("4m"),
                        "i=0; while touch $i-0 $i-1 $i-2 $i-3 $i-4 $i-5 $i-6 $i-7; do"
                                + " i=$((i+1)); done; exit 1");

        assertThat(exit)
                .isInstanceOfSatisfying(
                        Exit.DiskFull.class, full -> assertThat(full.files()).isTrue());
    }

    @Test
    void failureWithRoomLeftIsAnOrdinaryExit() throws Exception {
        assertThat(run(create("16m"), "dd if=/dev/zero of=f bs=1M count=8; exit 3"))
                .isEqualTo(new Exit.Exited(3, false));
    }

    @Test
    void workspaceIsTheSandboxesAloneAndHoldsNothingElse() throws Exception {
        var plain = engine.create(spec("16m", engine.prepare(TestImages.busybox(), _ -> {})));
        for (var sandbox : List.of(create("16m"), plain)) {
            assertThat(
                            run(
                                    sandbox,
                                    "[ \"$(ls -A)\" = out ] && touch x out/y && grep"
                                            + " ' /workspace ext4 rw,nosuid,nodev' /proc/mounts"
                                            + " && ! ls /dev/loop*"))
                    .isEqualTo(new Exit.Exited(0, false));
        }
    }

    @Test
    void moreSandboxesThanDisksAreWatchedAndSaySo() throws Exception {
        create("16m");
        create("16m");

        var third = create("16m");

        assertThat(third.softDisk().orElseThrow()).contains("in use");
        assertThat(
                        run(
                                third,
                                "i=0; while dd if=/dev/zero of=f$i bs=1M count=4; do i=$((i+1)); done"))
                .isInstanceOf(Exit.DiskFull.class);
    }

    @Test
    void limitBeyondEveryDiskIsWatchedAndSaysSo() throws Exception {
        assertThat(create("65m").softDisk().orElseThrow()).contains("as large as its limit");
        assertThat(create("64m").softDisk()).isEmpty();
    }

    @Test
    void diskOfADestroyedSandboxServesTheNextEmpty() throws Exception {
        for (int i = 0; i < 3; i++) {
            var one = create("64m");
            var other = create("16m");
            assertThat(one.softDisk()).isEmpty();
            assertThat(other.softDisk()).isEmpty();
            assertThat(run(one, "[ \"$(ls -A)\" = out ] && echo secret > s"))
                    .isEqualTo(new Exit.Exited(0, false));
            one.destroy();
            one.destroy();
            other.destroy();
            await("both to be given back").until(() -> disks.taken(1) + disks.taken(2) == 0);
        }
    }

    @Test
    void inputThatDoesNotFitIsToldFromOtherFailures() throws Exception {
        var sandbox = create("16m");

        assertThatThrownBy(() -> sandbox.put(tar(20 * (int) MIB)))
                .isInstanceOf(WorkspaceFull.class);
    }

    @Test
    void anotherRunFindsWhichAreInUseAndGivesThemBack() throws Exception {
        var sandbox = create("16m");
        create("16m");
        run(sandbox, "dd if=/dev/zero of=f bs=1M count=8");
        engine.close();
        engine = engine(marks);
        engine.prepareForFirst();

        assertThat(create("16m").softDisk().orElseThrow()).contains("in use");
        engine.destroy(sandbox.id());
        await("one to be given back").until(() -> disks.taken(1) == 0 || disks.taken(2) == 0);
        assertThat(create("16m").softDisk()).isEmpty();
    }

    @Test
    void twoGatewaysDoNotShareAFolder() throws Exception {
        create("16m");
        var stranger = new Marks(Ids.next(), Ids.next());
        try (var other = engine(stranger)) {
            var spec = spec("16m", other.prepare(TestImages.busyboxWithWorkspace(), _ -> {}));
            var sandbox = other.create(spec);
            try {
                assertThat(sandbox.softDisk().orElseThrow()).contains("Another gateway");
            } finally {
                sandbox.destroy();
            }
        }
    }

    @Test
    void engineSaysWhichOfTheTwoIsInForce() throws Exception {
        assertThat(engine.availability().detail())
                .contains("held by file systems", "2 sandboxes at a time");
        assertThat(engine.caveats().getFirst()).contains("held by file systems", "watched");
        try (var without =
                DockerEngine.at(TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()))) {
            assertThat(without.availability().detail()).contains("disk limits are watched");
            assertThat(without.caveats().getFirst()).contains("no hard limit");
        }
    }

    @Test
    void scriptDoesNothingTwice() throws Exception {
        var before = List.of(disks.device(1), disks.device(2));

        assertThat(disks.script("2", "64M")).contains("was there");

        assertThat(List.of(disks.device(1), disks.device(2))).isEqualTo(before);
    }

    @Test
    void disksThatTheHostForgotAreWatchedForUntilTheScriptRunsAgain() throws Exception {
        for (int number : List.of(1, 2)) {
            var detach = new ProcessBuilder("losetup", "-d", disks.device(number).toString());
            assertThat(detach.inheritIO().start().waitFor()).isZero();
        }
        await("the kernel to let go of them")
                .until(() -> DiskFolder.of(disks.folder()).look().devices().isEmpty());

        assertThat(create("16m").softDisk().orElseThrow()).contains("is not attached");

        assertThat(disks.script("2", "64M")).contains("attached again");
        assertThat(create("16m").softDisk()).isEmpty();
    }

    private DockerEngine engine(Marks marks) {
        return DockerEngine.at(
                TestImages.dockerHost(),
                marks,
                PullPolicy.MISSING,
                LaneSettings.NONE,
                LaneDoors.NONE,
                directory,
                new DiskSettings(
                        disks.folder().toString(), new DiskSettings.Formatter("no-such-image")));
    }

    private Sandbox create(String disk) throws Exception {
        return engine.create(
                spec(disk, engine.prepare(TestImages.busyboxWithWorkspace(), _ -> {})));
    }

    private static SandboxSpec spec(String disk, Image image) {
        return new SandboxSpec(
                Ids.next(),
                image,
                ByteSize.parse("64m"),
                1,
                64,
                ByteSize.parse(disk),
                ByteSize.parse("1m"),
                null);
    }

    private static Exit run(Sandbox sandbox, String script) throws Exception {
        sandbox.start(
                new Launch(List.of("sh", "-c", "exec 2>/dev/null; " + script), Map.of()),
                new Silence());
        return sandbox.await();
    }

    private static ByteArrayInputStream tar(int size) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var file = new TarArchiveEntry("big");
            file.setSize(size);
            tar.putArchiveEntry(file);
            tar.write(new byte[size]);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static final class Silence implements OutputSink {
        @Override
        public void stdout(ByteBuffer data) {}

        @Override
        public void stderr(ByteBuffer data) {}
    }
}
