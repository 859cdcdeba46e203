package ai.openclaw.log;

/// The running CRC-32 that tells whether lines printed again are the lines that are stored: over
/// every line's bytes below 0x80, each line followed by `\n`. Bytes from 0x80 on are left out, as
/// they may come back differently: what is not UTF-8 turns into U+FFFD at different moments.
/// [CRC32] cannot go on from a stored value, hence this.
public final class LineChecksum {

    private static final int[] TABLE = new int[256];

    static {
        for (int n = 0; n < 256; n++) {
            int c = n;
            for (int k = 0; k < 8; k++) {
                c = (c & 1) == 0 ? c >>> 1 : (c >>> 1) ^ 0xedb88320;
            }
            TABLE[n] = c;
        }
    }

    private LineChecksum() {}

    /// The checksum of the lines before, 0 at first, and this one.
    ///
    /// @param crc the value [CRC32#getValue] would have after the lines before
    public static long add(long crc, String line) {
        int c = ~(int) crc;
        for (int i = 0; i < line.length(); i++) {
            char ch = line.charAt(i);
            if (ch < 0x80) {
                c = TABLE[(c ^ ch) & 0xff] ^ (c >>> 8);
            }
        }
        c = TABLE[(c ^ '\n') & 0xff] ^ (c >>> 8);
        return ~c & 0xffffffffL;
    }
}
