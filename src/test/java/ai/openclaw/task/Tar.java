package ai.openclaw.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Makes tars, good and bad.
final class Tar {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar =
            new TarArchiveOutputStream(bytes, 512, StandardCharsets.UTF_8.name());

    Tar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    Tar file(String name) {
        return file(name, "content of " + name);
    }

    Tar file(String name, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setSize(data.length);
        return put(entry, data);
    }

    Tar folder(String name) {
        return put(new TarArchiveEntry(name, TarConstants.LF_DIR, true), new byte[0]);
    }

    Tar link(String name, String target) {
        var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    Tar hardLink(String name, String target) {
        var entry = new TarArchiveEntry(name, TarConstants.LF_LINK, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    Tar special(String name, byte type) {
        return put(new TarArchiveEntry(name, type, true), new byte[0]);
    }

    /// A GNU sparse file in the PAX form 1.0: one byte that says it is two gigabytes.
    Tar sparse(String name) {
        var headers = new StringBuilder();
        for (String header :
                List.of(
                        "GNU.sparse.major=1",
                        "GNU.sparse.minor=0",
                        "GNU.sparse.name=" + name,
                        "GNU.sparse.realsize=2000000000")) {
            // Its length counts itself: two digits, a space, the header, a line end.
            headers.append(header.length() + 4).append(' ').append(header).append('\n');
        }
        byte[] pax = headers.toString().getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
        entry.setSize(pax.length);
        return put(entry, pax).file(name, "1\n0\n1\n" + "\0".repeat(506) + "x");
    }

    byte[] bytes() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] data) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Tar put(TarArchiveEntry entry, byte[] data) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
