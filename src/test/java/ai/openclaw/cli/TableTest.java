package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAlignAlsoWhereCharactersAreWide() {
        var table = new Table("NAME", "N");
        table.add("日本", "1");
        table.add("abcdef", "2");

        assertThat(table.lines(false)).containsExactly("NAME    N", "日本    1", "abcdef  2");
    }

    @Test
    void aLongCellIsCutAndAStateIsColouredWithItsPadding() {
        var table = new Table("ID", "STATE", "WHAT");
        table.add(Style.SUCCESS, List.of("1", "OK", "x".repeat(100)));

        assertThat(table.lines(true).getLast())
                .isEqualTo("1   \u001b[32mOK   \u001b[0m  " + "x".repeat(71) + "…");
    }
}
