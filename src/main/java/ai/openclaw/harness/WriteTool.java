package ai.openclaw.harness;

import java.nio.charset.StandardCharsets;

/// Writes a whole file.
final class WriteTool implements Tool {

    private final Workspace workspace;

    WriteTool(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public String name() {
        return "write";
    }

    @Override
    public String description() {
        return "Writes a file, with the folders above it; what was in it is gone. For a change of a"
                + " part use edit.";
    }

    @Override
    public Json input() {
        return Input.schema(
                Input.needed("path", "string", "The file, from " + workspace.root() + " on."),
                Input.needed("content", "string", "All that is to be in it."));
    }

    @Override
    public Outcome use(Json input) throws Refused {
        var file = workspace.at(Input.text(input, "path"));
        String content = Input.text(input, "content");
        workspace.write(file, content);
        return Outcome.good(
                "Wrote %,d bytes to %s."
                        .formatted(
                                content.getBytes(StandardCharsets.UTF_8).length,
                                workspace.name(file)));
    }
}
