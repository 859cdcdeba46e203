package ai.openclaw.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.task.TaskFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class InputsTest {

    private final Map<UUID, InputStream> blobs = new LinkedHashMap<>();
    private final Inputs inputs = new Inputs(id -> requireNonNull(blobs.get(id), "lost"));

    @Test
    void filesAndPromptComeAsOneTar() throws IOException {
        var entries = read(List.of(file("in/größe.txt", "hello")), "do it");
        assertThat(entries)
                .containsEntry("in/größe.txt", "hello")
                .containsEntry(".openclaw-prompt", "do it")
                .hasSize(2);
    }

    @Test
    void archivesAreUnpackedBelowTheirPath() throws IOException {
        for (boolean gzip : new boolean[] {false, true}) {
            byte[] tar = tar(gzip, entry("./a/b.txt", TarConstants.LF_NORMAL, "", "text"));
            assertThat(read(List.of(archive("repo", tar)), null))
                    .containsEntry("repo/a/b.txt", "text");
            assertThat(read(List.of(archive(".", tar)), null)).containsEntry("a/b.txt", "text");
        }
    }

    @Test
    void linksThatStayInsideAreKept() throws IOException {
        byte[] tar =
                tar(
                        false,
                        entry("a/b", TarConstants.LF_NORMAL, "", "text"),
                        entry("a/soft", TarConstants.LF_SYMLINK, "../a/b", ""),
                        entry("hard", TarConstants.LF_LINK, "a/b", ""));
        assertThat(read(List.of(archive("repo", tar)), null))
                .containsEntry("repo/a/soft", "-> ../a/b")
                .containsEntry("repo/hard", "= repo/a/b");
    }

    @Test
    void hostileArchivesAreRefused() throws IOException {
        refused(entry("../x", TarConstants.LF_NORMAL, "", "text"));
        refused(entry("a/../../x", TarConstants.LF_NORMAL, "", "text"));
        refused(entry("x", TarConstants.LF_SYMLINK, "/etc/passwd", ""));
        refused(entry("x", TarConstants.LF_SYMLINK, "../../x", ""));
        refused(entry("x", TarConstants.LF_LINK, "../x", ""));
        refused(entry("x", TarConstants.LF_CHR, "", ""));
        refused(entry("x", TarConstants.LF_FIFO, "", ""));
    }

    @Test
    void brokenBytesNeverLookWhole() throws IOException {
        byte[] tar = tar(true, entry("a", TarConstants.LF_NORMAL, "", "x".repeat(100_000)));
        TaskFile cut = archive("r", java.util.Arrays.copyOf(tar, tar.length / 2));
        assertThatThrownBy(() -> read(List.of(cut), null)).isInstanceOf(IOException.class);
        TaskFile lost = new TaskFile("a", UUID.randomUUID(), 10, false);
        assertThatThrownBy(() -> read(List.of(file("b", "b"), lost), null))
                .hasMessageContaining("lost");
    }

    private void refused(Entry entry) throws IOException {
        byte[] tar = tar(false, entry);
        assertThatThrownBy(() -> read(List.of(archive("r", tar)), null))
                .as("%s", entry)
                .isInstanceOf(IOException.class);
    }

    private Map<String, String> read(
            List<TaskFile> files, @org.jspecify.annotations.Nullable String prompt)
            throws IOException {
        var texts = prompt == null ? Map.<String, String>of() : Map.of(Inputs.PROMPT_FILE, prompt);
        var found = new LinkedHashMap<String, String>();
        try (var pipe = new TarPipe(out -> inputs.write(out, files, texts));
                var tar = new TarArchiveInputStream(pipe)) {
            for (var e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                String content =
                        e.isSymbolicLink()
                                ? "-> " + e.getLinkName()
                                : e.isLink()
                                        ? "= " + e.getLinkName()
                                        : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                found.put(e.getName(), content);
            }
        }
        return found;
    }

    private TaskFile file(String path, String content) {
        UUID id = UUID.randomUUID();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        blobs.put(id, new ByteArrayInputStream(bytes));
        return new TaskFile(path, id, bytes.length, false);
    }

    private TaskFile archive(String path, byte[] tar) {
        UUID id = UUID.randomUUID();
        blobs.put(id, new ByteArrayInputStream(tar));
        return new TaskFile(path, id, tar.length, true);
    }

    private record Entry(String name, byte type, String link, String content) {}

    private static Entry entry(String name, byte type, String link, String content) {
        return new Entry(name, type, link, content);
    }

    private static byte[] tar(boolean gzip, Entry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(gzip ? new GZIPOutputStream(bytes) : bytes)) {
            for (Entry e : entries) {
                var entry = new TarArchiveEntry(e.name(), e.type(), true);
                entry.setLinkName(e.link());
                byte[] content = e.content().getBytes(StandardCharsets.UTF_8);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
