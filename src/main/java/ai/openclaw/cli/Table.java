package ai.openclaw.cli;

import java.util.ArrayList;
import java.util.List;

/// Aligned columns for people. Whatever a cell holds is made harmless and cut to a length.
final class Table {

    private static final int LONGEST_CELL = 72;

    private final List<String> head;
    private final List<Row> rows = new ArrayList<>();

    /// @param style of the first cell
    private record Row(List<String> cells, Style style) {}

    Table(String... head) {
        this.head = List.of(head);
    }

    /// @param style colours the row's second cell, the state, where there is one
    void add(Style style, List<String> cells) {
        rows.add(new Row(cells.stream().map(Table::cell).toList(), style));
    }

    void add(String... cells) {
        add(Style.HEAD, List.of(cells));
    }

    List<String> lines(boolean colour) {
        var lines = new ArrayList<String>();
        int[] widths = widths();
        lines.add(Style.HEAD.on(line(head, widths), colour));
        for (var row : rows) {
            lines.add(line(coloured(row, widths, colour), widths));
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int widest = rows.stream().mapToInt(r -> width(r.cells().get(column))).max().orElse(0);
            widths[i] = Math.max(widest, width(head.get(i)));
        }
        return widths;
    }

    private static List<String> coloured(Row row, int[] widths, boolean colour) {
        if (!colour || row.style() == Style.HEAD) {
            return row.cells();
        }
        var cells = new ArrayList<>(row.cells());
        cells.set(1, row.style().on(padded(cells.get(1), widths[1]), true));
        return cells;
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean last = i == cells.size() - 1;
            line.append(last ? cells.get(i) : padded(cells.get(i), widths[i]) + "  ");
        }
        return line.toString().stripTrailing();
    }

    private static String padded(String cell, int width) {
        return cell.indexOf('\u001b') >= 0
                ? cell
                : cell + " ".repeat(Math.max(0, width - width(cell)));
    }

    private static String cell(String text) {
        String line = Escapes.line(text);
        if (line.codePointCount(0, line.length()) <= LONGEST_CELL) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_CELL - 1)) + "…";
    }

    /// Columns on a terminal: East Asian ideographs, syllables and emoji take two.
    private static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide =
                Character.isIdeographic(c)
                        || (c >= 0x1100 && c <= 0x115f)
                        || (c >= 0x3041 && c <= 0x33ff)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0x1f300 && c <= 0x1faff);
        return wide ? 2 : 1;
    }
}
