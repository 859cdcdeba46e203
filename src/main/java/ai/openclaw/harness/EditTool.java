package ai.openclaw.harness;

/// Replaces a piece of a file that is found exactly once.
final class EditTool implements Tool {

    private final Workspace workspace;

    EditTool(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public String name() {
        return "edit";
    }

    @Override
    public String description() {
        return "Replaces a piece of a text file by another. The old piece must be in the file"
                + " exactly as given, blanks and line ends included, and only once, unless all is"
                + " true. Leave out the line numbers that read shows.";
    }

    @Override
    public Json input() {
        return Input.schema(
                Input.needed("path", "string", "The file, from " + workspace.root() + " on."),
                Input.needed("old", "string", "The piece to replace."),
                Input.needed("new", "string", "What takes its place."),
                Input.optional("all", "boolean", "Whether to replace it wherever it is found."));
    }

    @Override
    public Outcome use(Json input) throws Refused {
        var file = workspace.at(Input.text(input, "path"));
        String old = Input.text(input, "old");
        String fresh = Input.text(input, "new");
        boolean all = input.get("all").flag(false);
        if (old.isEmpty()) {
            throw new Refused("'old' is empty; use write to make a file.");
        }
        if (old.equals(fresh)) {
            throw new Refused("'old' and 'new' are the same.");
        }
        String text = workspace.text(file);
        int found = count(text, old);
        if (found == 0) {
            throw new Refused(
                    "'old' is not in "
                            + workspace.name(file)
                            + ". It must be there exactly so, blanks included; read the file"
                            + " again.");
        }
        if (found > 1 && !all) {
            throw new Refused(
                    "'old' is %d times in %s. Give more of what is around the one that is meant, or"
                                    .formatted(found, workspace.name(file))
                            + " set all to true.");
        }
        workspace.write(file, text.replace(old, fresh));
        return Outcome.good("Replaced %d of it in %s.".formatted(found, workspace.name(file)));
    }

    private static int count(String text, String piece) {
        int count = 0;
        for (int at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + piece.length())) {
            count++;
        }
        return count;
    }
}
