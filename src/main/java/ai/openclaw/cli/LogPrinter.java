package ai.openclaw.cli;

import java.io.PrintStream;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Prints log lines: what the task printed on its standard output and error goes to ours. On a
/// terminal, what a terminal would obey is made visible, unless `raw`.
///
/// @param json prints each line as the JSON it came as, all on standard output
/// @param aside prints everything on standard error, because standard output holds something else
record LogPrinter(Terminal terminal, boolean raw, boolean json, boolean aside)
        implements Consumer<JsonNode> {

    /// @throws CommandFailed if nobody reads standard output any more
    @Override
    public void accept(JsonNode line) {
        PrintStream to = to(line);
        to.print(json ? line.toString() : text(line));
        to.print('\n');
        to.flush();
        if (to.checkError()) {
            throw new CommandFailed("Nobody reads the output any more.", null);
        }
    }

    private PrintStream to(JsonNode line) {
        boolean out = json || line.path("stream").asString("").equals("stdout");
        return out && !aside ? terminal.out() : terminal.err();
    }

    private String text(JsonNode line) {
        String text = line.path("text").asString("");
        if (line.path("stream").asString("").equals("gap")) {
            return Style.WAITING.on("… " + Escapes.line(text), terminal.errorColour());
        }
        return raw || !terminal.tty() ? text : Escapes.log(text);
    }
}
