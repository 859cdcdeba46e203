package ai.openclaw.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "artifacts",
        description = "Lists, prints or downloads what a task left in /workspace/out.",
        mixinStandardHelpOptions = true)
final class ArtifactsCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<GatewayClient> gateway;
    private final Path directory;

    @Parameters(index = "0", paramLabel = "ID", description = "The task.")
    private String id = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", description = "Prints this one.")
    private @Nullable String path;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Downloads all of them below this folder.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Prints the list as JSON.")
    private boolean json;

    @Option(
            names = "--raw",
            description = "Prints control sequences as they are, also on a terminal.")
    private boolean raw;

    ArtifactsCommand(Terminal terminal, Supplier<GatewayClient> gateway, Path directory) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.directory = directory;
    }

    @Override
    public Integer call() throws IOException {
        var client = gateway.get();
        if (path != null) {
            print(client, path);
            return 0;
        }
        var files = LeftFiles.of(client, id);
        if (output != null) {
            files.saveBelow(directory.resolve(output));
        }
        if (json) {
            terminal.print(files.list());
        } else if (files.isEmpty()) {
            terminal.say("The task left nothing in /workspace/out.");
        } else {
            terminal.print(files.table());
        }
        return 0;
    }

    private void print(GatewayClient client, String path) throws IOException {
        try (var bytes = LeftFiles.open(client, id, path)) {
            if (terminal.tty() && !raw) {
                String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
                terminal.out().print(Escapes.text(text));
            } else {
                bytes.transferTo(terminal.out());
            }
        }
    }
}
