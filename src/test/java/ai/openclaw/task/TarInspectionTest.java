package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class TarInspectionTest {

    private static final TaskSettings SETTINGS =
            new TaskSettings(
                    ByteSize.parse("4m"),
                    ByteSize.parse("4m"),
                    ByteSize.parse("1g"),
                    ByteSize.parse("1m"),
                    50,
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    3,
                    Duration.ofSeconds(1),
                    5);

    @Test
    void ordinaryTreeIsFine() throws IOException {
        var tar =
                new Tar()
                        .folder("./")
                        .folder("./src/")
                        .file("./src/ümläut.txt")
                        .file("a".repeat(200) + "/" + "b".repeat(200))
                        .folder("src/deep/")
                        .link("src/deep/up", "../ümläut.txt")
                        .link("src/here", ".")
                        .link("root", "src")
                        .hardLink("again", "./src/ümläut.txt")
                        .hardLink("oncemore", "again")
                        .folder("src/")
                        .bytes();

        inspect(tar, false);
        inspect(Tar.gzip(tar), true);
    }

    @Test
    void whatCouldDoHarmIsRefusedByTheNameOfItsEntry() {
        var bad = new TreeMap<String, UnaryOperator<Tar>>();
        bad.put("../evil", tar -> tar.file("../evil"));
        bad.put("a/../../evil", tar -> tar.file("a/../../evil"));
        bad.put("/etc/passwd", tar -> tar.file("/etc/passwd"));
        bad.put("bell?", tar -> tar.file("bell\u0007"));
        bad.put("next?line", tar -> tar.file("next\u0085line"));
        bad.put("a//b", tar -> tar.file("a//b"));
        bad.put("a/./b", tar -> tar.file("a/./b"));
        bad.put("pipe", tar -> tar.special("pipe", TarConstants.LF_FIFO));
        bad.put("disk", tar -> tar.special("disk", TarConstants.LF_BLK));
        bad.put("tty", tar -> tar.special("tty", TarConstants.LF_CHR));
        bad.put("holes", tar -> tar.sparse("holes"));
        bad.put("old-holes", tar -> tar.special("old-holes", TarConstants.LF_GNUTYPE_SPARSE));
        bad.put("./twice", tar -> tar.file("twice").file("./twice"));
        bad.put("file/below", tar -> tar.file("file").file("file/below"));
        bad.put("was-folder", tar -> tar.file("was-folder/x").link("was-folder", "."));
        bad.put("absolute", tar -> tar.link("absolute", "/etc"));
        bad.put("outside", tar -> tar.link("outside", ".."));
        bad.put("d/outside", tar -> tar.link("d/outside", "../../x"));
        bad.put("winding", tar -> tar.link("winding", "a/../../x"));
        bad.put("down-and-up", tar -> tar.folder("a/").link("down-and-up", "a/.."));
        bad.put("l/through", tar -> tar.link("l", "d").file("l/through"));
        bad.put("empty-link", tar -> tar.link("empty-link", ""));
        bad.put("hard", tar -> tar.hardLink("hard", "/etc/passwd"));
        bad.put("hard-up", tar -> tar.hardLink("hard-up", "../x"));
        bad.put("hard-self", tar -> tar.hardLink("hard-self", "hard-self"));
        bad.put("hard-soft", tar -> tar.link("soft", "x").hardLink("hard-soft", "soft"));

        for (var entry : bad.entrySet()) {
            refused(entry.getValue().apply(new Tar()).bytes(), "'" + entry.getKey() + "'");
        }
    }

    @Test
    void bombsAreRefused() {
        refused(new Tar().file("zeros", "0".repeat(1 << 21)).bytes(), "more than 1m");
        assertRefused(
                Tar.gzip(new Tar().file("zeros", "0".repeat(1 << 21)).bytes()),
                true,
                "more than 1m");
        var many = new Tar();
        for (int i = 0; i < 51; i++) {
            many.file("f" + i);
        }
        refused(many.bytes(), "at most 50 entries");
    }

    @Test
    void whatIsNoWholeTarIsRefused() {
        byte[] tar = new Tar().file("a").file("b", "x".repeat(5000)).bytes();

        refused(new byte[0], "not a tar");
        refused("just text".getBytes(StandardCharsets.UTF_8), "tar archive");
        refused(new byte[4096], "not a tar");
        refused(Arrays.copyOf(tar, 3000), "tar archive");
        assertRefused(tar, true, "gzipped tar archive");
        assertRefused(Arrays.copyOf(Tar.gzip(tar), 60), true, "gzipped tar archive");
    }

    @Test
    void whatHidesBehindTheEndIsRefused() {
        byte[] first = new Tar().file("a").bytes();
        byte[] second = new Tar().link("b", "/etc").bytes();
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        refused(both, "behind the end");

        // Only one block of zeros: some readers stop there, others go on.
        byte[] lone = Arrays.copyOf(first, first.length - 512 + second.length);
        System.arraycopy(second, 0, lone, first.length - 512, second.length);
        refused(lone, "behind the end");
    }

    @Test
    void brokenSourceIsNotTheClientsFault() {
        var source =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[0]), InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] to, int offset, int length) throws IOException {
                        throw new IOException("gone");
                    }
                };

        assertThatThrownBy(() -> TarInspection.inspect(source, false, SETTINGS))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    private static void refused(byte[] tar, String said) {
        assertRefused(tar, false, said);
    }

    private static void assertRefused(byte[] tar, boolean gzip, String said) {
        assertThatThrownBy(() -> inspect(tar, gzip))
                .as(said)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        e ->
                                assertThat(e.errors())
                                        .singleElement()
                                        .satisfies(it -> {
                                            assertThat(it.field()).isEqualTo("body");
                                            assertThat(it.message()).contains(said);
                                        }));
    }

    private static void inspect(byte[] tar, boolean gzip) throws IOException {
        TarInspection.inspect(new ByteArrayInputStream(tar), gzip, SETTINGS);
    }
}
