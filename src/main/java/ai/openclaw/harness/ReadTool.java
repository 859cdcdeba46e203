package ai.openclaw.harness;

/// Shows a text file, or a part of it.
final class ReadTool implements Tool {

    private static final int LINES = 2_000;
    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST = 60_000;

    private final Workspace workspace;

    ReadTool(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public String name() {
        return "read";
    }

    @Override
    public String description() {
        return "Reads a text file. Each line comes with its number and a tab before it, which are"
                + " not part of the file. Long files come in parts: go on with offset.";
    }

    @Override
    public Json input() {
        return Input.schema(
                Input.needed("path", "string", "The file, from " + workspace.root() + " on."),
                Input.optional("offset", "integer", "The first line to show, from 1 on."),
                Input.optional("limit", "integer", "How many lines, at most " + LINES + "."));
    }

    @Override
    public Outcome use(Json input) throws Refused {
        var file = workspace.at(Input.text(input, "path"));
        int offset = Input.number(input, "offset", 1, Integer.MAX_VALUE);
        int limit = Input.number(input, "limit", LINES, LINES);
        String text = workspace.text(file);
        if (text.isEmpty()) {
            return Outcome.good("(the file is empty)");
        }
        var lines = text.lines().toList();
        if (offset > lines.size()) {
            throw new Refused(
                    "%s has only %,d lines.".formatted(workspace.name(file), lines.size()));
        }
        var shown = new StringBuilder();
        int line = offset;
        while (line <= lines.size() && line < offset + limit && shown.length() < LONGEST) {
            shown.append(line).append('\t').append(cut(lines.get(line - 1))).append('\n');
            line++;
        }
        if (line <= lines.size()) {
            shown.append(
                    "(%,d more lines; go on with offset %d)"
                            .formatted(lines.size() - line + 1, line));
        }
        return Outcome.good(shown.toString());
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, LONGEST_LINE)
                        + "… (%,d characters more)".formatted(line.length() - LONGEST_LINE);
    }
}
