package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final LineSplitter splitter = new LineSplitter();
    private final List<String> lines = new ArrayList<>();
    private int counted;

    private void add(String text, int bytes) {
        lines.add(text);
        counted += bytes;
    }

    @Test
    void linesComeWithoutTheirEnds() {
        feed("one\ntwo\r\n\nthree");
        assertThat(lines).containsExactly("one", "two", "");
        splitter.rest(this::add);
        assertThat(lines).containsExactly("one", "two", "", "three");
        assertThat(counted).isEqualTo("one\ntwo\r\n\nthree".length());
    }

    @Test
    void lineMayComeByteByByte() {
        for (byte b : "größer 🦞\n".getBytes(StandardCharsets.UTF_8)) {
            splitter.feed(ByteBuffer.wrap(new byte[] {b}), this::add);
        }
        assertThat(lines).containsExactly("größer 🦞");
    }

    @Test
    void whatIsNotUtf8IsReplaced() {
        splitter.feed(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b', '\n'}), this::add);
        assertThat(lines).containsExactly("a\uFFFDb");
    }

    @Test
    void longLineComesInMarkedPieces() {
        feed("x".repeat(2 * LineSplitter.LONGEST + 10) + "\nnext\n");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("x".repeat(LineSplitter.LONGEST) + "…");
        assertThat(lines.get(1)).isEqualTo("…" + "x".repeat(LineSplitter.LONGEST) + "…");
        assertThat(lines.get(2)).isEqualTo("…" + "x".repeat(10));
        assertThat(lines.get(3)).isEqualTo("next");
    }

    @Test
    void lineOfExactlyTheLongestIsOnePiece() {
        feed("x".repeat(LineSplitter.LONGEST) + "\ny\n");
        assertThat(lines).containsExactly("x".repeat(LineSplitter.LONGEST), "y");
    }

    @Test
    void noCharacterIsTorn() {
        String line = "x" + "🦞".repeat(LineSplitter.LONGEST / 2);
        feed(line + "\n");
        assertThat(lines).hasSizeGreaterThan(1).noneMatch(piece -> piece.contains("\uFFFD"));
        assertThat(String.join("", lines).replace("…", "")).isEqualTo(line);
    }

    @Test
    void garbageWithoutAnyLineEndTakesBoundedMemory() {
        var garbage = new byte[LineSplitter.LONGEST * 3];
        java.util.Arrays.fill(garbage, (byte) 0x80);
        splitter.feed(ByteBuffer.wrap(garbage), this::add);
        assertThat(lines).hasSizeBetween(2, 3);
    }

    private void feed(String text) {
        splitter.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), this::add);
    }
}
