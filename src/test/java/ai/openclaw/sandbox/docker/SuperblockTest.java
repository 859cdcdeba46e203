package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SuperblockTest {

    private static final long MIB = 1 << 20;

    @Test
    void figuresAreReadWhereTheKernelPutsThem() throws IOException {
        var state = Superblock.parse(bytes(262_144, 250_000, 2, 65_536, 65_000, 1));

        assertThat(state).isEqualTo(new Superblock(262_144, 250_000, 4096, 65_536, 65_000, true));
        assertThat(state.used()).isEqualTo((262_144 - 250_000) * 4096L);
        assertThat(state.full()).isFalse();
    }

    @Test
    void fileSystemThatIsMountedSaysSo() throws IOException {
        assertThat(Superblock.parse(bytes(262_144, 0, 2, 65_536, 1, 0)).unmounted()).isFalse();
    }

    /// As measured when the kernel said that no space was left.
    @Test
    void whatTheKernelKeepsForItselfIsNoRoom() {
        assertThat(new Superblock(262_144, 4199, 4096, 65_536, 65_524, true).full()).isTrue();
        assertThat(new Superblock(524_288, 4310, 4096, 131_072, 9, true).full()).isTrue();
        assertThat(new Superblock(65_536, 1761, 1024, 16_384, 16_372, true).full()).isTrue();
        assertThat(new Superblock(16_384, 757, 1024, 4096, 4084, true).full()).isTrue();
        assertThat(new Superblock(262_144, 4096 + 2 * MIB / 4096, 4096, 9, 9, true).full())
                .isFalse();
    }

    @Test
    void emptyOneOfTheSmallestLimitIsNotFull() {
        assertThat(new Superblock(1024, 966, 1024, 128, 117, true).full()).isFalse();
    }

    @Test
    void fileSystemWithoutAnInodeIsFullOfFiles() {
        var state = new Superblock(16_384, 15_024, 1024, 4096, 0, true);

        assertThat(state.full()).isTrue();
        assertThat(state.outOfInodes()).isTrue();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> Superblock.parse(new byte[1024]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no ext4");
        assertThatThrownBy(() -> Superblock.parse(new byte[12])).isInstanceOf(IOException.class);
    }

    private static byte[] bytes(
            int blocks, int free, int logSize, int inodes, int freeInodes, int state) {
        var data = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0x00, inodes).putInt(0x04, blocks).putInt(0x0C, free).putInt(0x10, freeInodes);
        data.putInt(0x18, logSize).putShort(0x38, (short) 0xEF53).putShort(0x3A, (short) state);
        return data.array();
    }
}
