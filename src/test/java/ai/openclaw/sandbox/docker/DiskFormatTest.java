package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.TestImages;
import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both ways to format, on a real loop device.
class DiskFormatTest {

    private static final String IMAGE = "openclaw-sandbox:local";
    private static final long MIB = 1 << 20;

    @TempDir static Path directory;

    private final DockerClient docker = TestImages.docker();
    private final Set<UUID> own = new HashSet<>();
    private PreparedDisks disks;
    private Path device;

    @BeforeEach
    void prepare() throws Exception {
        disks = PreparedDisks.make(directory.resolve("disks"), 1, "64M");
        device = disks.device(1);
    }

    @AfterEach
    void remove() throws Exception {
        disks.close();
        docker.close();
        assertThat(own).isEmpty();
    }

    @Test
    void gatewayFormatsItself() throws Exception {
        var format = new DiskFormat(helper(IMAGE));

        assertThat(format.directly(device)).isTrue();
        assertFormats(format);
    }

    @Test
    void containerFormatsWhereTheGatewayMayNot() throws Exception {
        assertFormats(new DiskFormat(helper(IMAGE), _ -> false));
    }

    private void assertFormats(DiskFormat format) throws Exception {
        format.format(device, 32 * MIB);

        var state = format.look(device);
        assertThat(state.blocks() * state.blockSize()).isEqualTo(32 * MIB);
        assertThat(state.unmounted()).isTrue();
        assertThat(state.full()).isFalse();
        assertThat(disks.taken(1)).isPositive();

        format.wipe(device);
        assertThat(disks.taken(1)).isZero();
        assertThatThrownBy(() -> format.look(device))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no ext4");
    }

    @Test
    void deviceThatIsMountedIsNotTouched() throws Exception {
        var here = new DiskFormat(helper(IMAGE));
        var inContainer = new DiskFormat(helper(IMAGE), _ -> false);
        here.format(device, 32 * MIB);
        var folder = directory.resolve("mounted");
        assertThat(folder.toFile().mkdir()).isTrue();
        assertThat(run("mount", "-t", "ext4", device.toString(), folder.toString())).isZero();
        try {
            for (var format : Set.of(here, inContainer)) {
                assertThatThrownBy(() -> format.format(device, 16 * MIB))
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(() -> format.wipe(device)).isInstanceOf(IOException.class);
            }
            assertThat(folder.toFile().getTotalSpace()).isGreaterThan(24 * MIB);
        } finally {
            assertThat(run("umount", folder.toString())).isZero();
        }
    }

    @Test
    void missingImageOrToolIsNamed() {
        assertThatThrownBy(() ->
                        new DiskFormat(helper("no-such-image:here"), _ -> false)
                                .format(device, MIB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-image:here");
        assertThatThrownBy(() ->
                        new DiskFormat(helper(TestImages.busybox()), _ -> false)
                                .format(device, MIB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mkfs.ext4");
    }

    private DiskContainer helper(String image) {
        var calls = new DockerCalls(DockerAddress.parse(TestImages.dockerHost(), System.getenv()));
        var labels = new Labels(new Marks(Ids.next(), Ids.next()));
        return new DiskContainer(
                docker, calls, labels, image, own, new Leftovers(docker, calls, labels)::remove);
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
