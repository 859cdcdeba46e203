package ai.openclaw.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

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
        String all = "/api/v1/tasks/" + GatewayClient.encode(id) + "/artifacts";
        if (path != null) {
            print(client, all, path);
            return 0;
        }
        JsonNode list = client.get(all);
        JsonNode items = items(list);
        if (output != null) {
            download(client, all, items, directory.resolve(output));
        } else if (json) {
            terminal.print(list);
        } else if (items.isEmpty()) {
            terminal.say("The task left nothing in /workspace/out.");
        } else {
            terminal.print(table(items));
        }
        return 0;
    }

    static JsonNode items(JsonNode list) {
        return list.isArray() ? list : list.path("items");
    }

    static Table table(JsonNode items) {
        var table = new Table("PATH", "SIZE");
        items.forEach(a -> table.add(TaskView.text(a, "path"), TaskView.bytes(bytes(a))));
        return table;
    }

    private void print(GatewayClient client, String all, String path) throws IOException {
        try (var bytes = client.open(all + "/" + encoded(path), "*/*", Map.of())) {
            if (terminal.tty() && !raw) {
                String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
                terminal.out().print(Escapes.text(text));
            } else {
                bytes.transferTo(terminal.out());
            }
        }
    }

    private void download(GatewayClient client, String all, JsonNode items, Path folder)
            throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        for (var item : items) {
            String name = TaskView.text(item, "path");
            Path file = below(root, name);
            try (var bytes = client.open(all + "/" + encoded(name), "*/*", Map.of())) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
            terminal.print(file.toString());
        }
    }

    // The names come from the task: none may lead out of the folder, not by a link either.
    private static Path below(Path root, String name) throws IOException {
        Path file = root.resolve(name).normalize();
        Path parent = file.getParent();
        if (file.equals(root) || !file.startsWith(root) || parent == null) {
            throw outside(name);
        }
        for (Path p = root; !p.equals(parent); ) {
            p = p.resolve(parent.getName(p.getNameCount()));
            if (Files.isSymbolicLink(p)) {
                throw outside(name);
            }
        }
        Files.createDirectories(parent);
        return file;
    }

    private static CommandFailed outside(String name) {
        return new CommandFailed("The artifact " + name + " would lie outside the folder.", null);
    }

    private static long bytes(JsonNode artifact) {
        return artifact.path("bytes").asLong(artifact.path("size").asLong(0));
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(GatewayClient::encode)
                .collect(Collectors.joining("/"));
    }
}
