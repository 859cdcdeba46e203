package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFolderTest {

    @TempDir Path home;

    @Test
    void diskIsFoundByItsNumberAndTheSmallestComesFirst() throws Exception {
        disk("1", "loop7", home.resolve("disks/1.img").toString(), "4096");
        disk("2", "loop9", home.resolve("disks/2.img").toString(), "2048");

        assertThat(look().devices())
                .containsExactly(
                        new DiskFolder.Device(Path.of("/dev/loop9"), 1 << 20),
                        new DiskFolder.Device(Path.of("/dev/loop7"), 2 << 20));
        assertThat(look().problems()).isEmpty();
    }

    @Test
    void deviceThatIsAnothersByNowIsLeftAlone() throws Exception {
        disk("1", "loop7", "/var/lib/snapd/core.snap", "4096");

        assertThat(look().devices()).isEmpty();
        assertThat(look().problems())
                .singleElement()
                .asString()
                .contains("core.snap", "prepare-disks.sh");
    }

    @Test
    void deviceThatIsNotAttachedIsNamed() throws Exception {
        disk("1", "loop7", home.resolve("disks/1.img").toString(), "4096");
        Files.delete(home.resolve("block/loop7/loop/backing_file"));

        assertThat(look().devices()).isEmpty();
        assertThat(look().problems()).singleElement().asString().contains("is not attached");
    }

    @Test
    void nothingButLoopDevicesIsTaken() throws Exception {
        disk("1", "loop7", home.resolve("disks/1.img").toString(), "4096");
        Files.writeString(home.resolve("disks/1.device"), "/dev/../dev/sda\n");

        assertThat(look().devices()).isEmpty();
        assertThat(look().problems()).singleElement().asString().contains("no loop device");
    }

    @Test
    void emptyFolderSaysWhatFillsIt() throws Exception {
        Files.createDirectories(home.resolve("disks"));

        assertThat(look().problems()).singleElement().asString().contains("prepare-disks.sh");
    }

    private DiskFolder.Found look() {
        return new DiskFolder(home.resolve("disks"), home.resolve("block")).look();
    }

    private void disk(String number, String loop, String behind, String sectors) throws Exception {
        var kernel = home.resolve("block").resolve(loop);
        Files.createDirectories(kernel.resolve("loop"));
        Files.writeString(kernel.resolve("loop/backing_file"), behind + "\n");
        Files.writeString(kernel.resolve("size"), sectors + "\n");
        Files.createDirectories(home.resolve("disks"));
        Files.writeString(home.resolve("disks").resolve(number + ".device"), "/dev/" + loop + "\n");
    }
}
