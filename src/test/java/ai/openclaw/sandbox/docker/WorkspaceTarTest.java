package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class WorkspaceTarTest {

    @Test
    void everythingBecomesTheSandboxsUserWithSaneModes() throws IOException {
        var file = new TarArchiveEntry("./a/b/" + "long".repeat(60) + "/ä.txt");
        file.setMode(06400);
        file.setIds(0, 0);
        file.setNames("root", "root");
        file.setSize(5);
        var link = new TarArchiveEntry("l", TarConstants.LF_SYMLINK);
        link.setLinkName("a");

        var entries = rewrite(file, link);

        assertThat(entries)
                .extracting(TarArchiveEntry::getName)
                .containsExactly(
                        "a/",
                        "a/b/",
                        "a/b/" + "long".repeat(60) + "/",
                        "a/b/" + "long".repeat(60) + "/ä.txt",
                        "l");
        assertThat(entries)
                .allSatisfy(entry -> {
                    assertThat(entry.getLongUserId()).isEqualTo(10001);
                    assertThat(entry.getLongGroupId()).isEqualTo(10001);
                    assertThat(entry.getUserName()).isEmpty();
                });
        assertThat(entries.get(3).getMode() & 07777).isEqualTo(0600);
        assertThat(entries.get(3).getSize()).isEqualTo(5);
        assertThat(entries.get(4).isSymbolicLink()).isTrue();
    }

    @Test
    void pathsThatLeaveAndDevicesAreRefused() {
        for (String name : List.of("../x", "a/../../x")) {
            assertThatThrownBy(() -> rewrite(new TarArchiveEntry(name)))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> rewrite(new TarArchiveEntry("x", TarConstants.LF_CHR)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> rewrite(new TarArchiveEntry("x", TarConstants.LF_FIFO)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void cutTarIsAnError() throws IOException {
        var file = new TarArchiveEntry("x");
        file.setSize(5000);
        byte[] whole = tar(file);

        assertThatThrownBy(() -> read(Arrays.copyOf(whole, 2000))).isInstanceOf(IOException.class);
    }

    private static List<TarArchiveEntry> rewrite(TarArchiveEntry... entries) throws IOException {
        return read(tar(entries));
    }

    private static byte[] tar(TarArchiveEntry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (var entry : entries) {
                tar.putArchiveEntry(entry);
                tar.write(new byte[(int) entry.getSize()]);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static List<TarArchiveEntry> read(byte[] tar) throws IOException {
        var entries = new ArrayList<TarArchiveEntry>();
        var rewritten = new WorkspaceTar(new ByteArrayInputStream(tar), 10001);
        try (var in = new TarArchiveInputStream(rewritten, "UTF-8")) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
