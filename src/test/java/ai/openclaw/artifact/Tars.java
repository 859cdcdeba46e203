package ai.openclaw.artifact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Makes archives: honest ones with the library, hostile ones byte by byte.
final class Tars {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Tars() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    Tars file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Tars file(String name, byte[] content) {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    Tars folder(String name) {
        return put(new TarArchiveEntry(name + "/", TarArchiveEntry.LF_DIR), new byte[0]);
    }

    Tars link(String name, byte flag, String target) {
        var entry = new TarArchiveEntry(name, flag);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    InputStream stream() {
        try {
            tar.finish();
            return new ByteArrayInputStream(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tars put(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One header as GNU tar writes it, with a right checksum.
    static byte[] header(byte[] name, long size, char flag) {
        byte[] h = new byte[512];
        System.arraycopy(name, 0, h, 0, Math.min(100, name.length));
        text(h, 100, "0000644\0");
        text(h, 108, "0000000\0");
        text(h, 116, "0000000\0");
        if (size < 1L << 33) {
            text(h, 124, "%011o\0".formatted(size));
        } else {
            h[124] = (byte) 0x80;
            for (int i = 0; i < 8; i++) {
                h[135 - i] = (byte) (size >>> (8 * i));
            }
        }
        text(h, 136, "00000000000\0");
        h[156] = (byte) flag;
        text(h, 257, "ustar  \0");
        return sum(h);
    }

    /// A sparse file of GNU's old kind: nothing but a hole.
    static byte[] sparse(String name, long size) {
        byte[] h = header(ascii(name), 0, 'S');
        text(h, 386, "%011o\0%011o\0".formatted(size, 0));
        text(h, 483, "%011o\0".formatted(size));
        return sum(h);
    }

    /// A PAX header that names what comes next.
    static byte[] pax(byte[] path) {
        int length = path.length + " path=\n".length();
        int digits = Integer.toString(length + 3).length();
        var record = new ByteArrayOutputStream();
        record.writeBytes(ascii((length + digits) + " path="));
        record.writeBytes(path);
        record.write('\n');
        return concat(header(ascii("pax"), record.size(), 'x'), padded(record.toByteArray()));
    }

    static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, (content.length + 511) / 512 * 512);
    }

    static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// The bytes, and then so many zeros that nobody gets to their end.
    static InputStream endless(byte[] start) {
        var zeros =
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] to, int offset, int length) {
                        Arrays.fill(to, offset, offset + length, (byte) 0);
                        return length;
                    }
                };
        return new SequenceInputStream(new ByteArrayInputStream(start), zeros);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void text(byte[] header, int at, String text) {
        System.arraycopy(ascii(text), 0, header, at, text.length());
    }

    private static byte[] sum(byte[] h) {
        text(h, 148, "        ");
        int sum = 0;
        for (byte b : h) {
            sum += b & 0xff;
        }
        text(h, 148, "%06o\0 ".formatted(sum));
        return h;
    }
}
