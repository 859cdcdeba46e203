package ai.openclaw.sandbox.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The figures of an ext4 file system, from the 1024 bytes at its offset 1024. They are right when
/// it is not mounted. Source: Linux, Documentation/filesystems/ext4/super.rst.
///
/// @param unmounted whether it was since it was written to
record Superblock(
        long blocks,
        long freeBlocks,
        long blockSize,
        long inodes,
        long freeInodes,
        boolean unmounted) {

    static final int OFFSET = 1024;
    static final int SIZE = 1024;

    private static final int MAGIC = 0xEF53;
    private static final int IS_64_BIT = 0x80;
    private static final long MIB = 1 << 20;

    /// @throws IOException if this is none
    static Superblock parse(byte[] bytes) throws IOException {
        if (bytes.length < SIZE) {
            throw new IOException("it is too short for a superblock");
        }
        var data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int logBlockSize = data.getInt(0x18);
        if (Short.toUnsignedInt(data.getShort(0x38)) != MAGIC
                || logBlockSize < 0
                || logBlockSize > 6) {
            throw new IOException("there is no ext4 file system on it");
        }
        boolean wide = (data.getInt(0x60) & IS_64_BIT) != 0;
        return new Superblock(
                wide(data, 0x04, wide ? 0x150 : -1),
                wide(data, 0x0C, wide ? 0x158 : -1),
                1024L << logBlockSize,
                wide(data, 0x00, -1),
                wide(data, 0x10, -1),
                (data.getShort(0x3A) & 1) != 0);
    }

    private static long wide(ByteBuffer data, int low, int high) {
        long value = Integer.toUnsignedLong(data.getInt(low));
        return high < 0 ? value : value | Integer.toUnsignedLong(data.getInt(high)) << 32;
    }

    boolean full() {
        return outOfInodes() || room() <= slack();
    }

    boolean outOfInodes() {
        return freeInodes == 0;
    }

    long used() {
        return (blocks - freeBlocks) * blockSize;
    }

    /// The kernel keeps some blocks for itself (`ext4_calculate_resv_clusters`).
    private long room() {
        return (freeBlocks - Math.min(blocks / 50, 4096)) * blockSize;
    }

    /// It refuses already when it is not sure that names and maps of blocks still fit in: measured
    /// were 400 to 600 KiB, on 16 MiB as on 2 GiB.
    private long slack() {
        return Math.min(MIB, blocks * blockSize / 32);
    }
}
