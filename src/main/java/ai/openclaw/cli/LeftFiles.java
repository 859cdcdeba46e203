package ai.openclaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a task left in `/workspace/out`.
///
/// @param list as the gateway gives lists, but whole
record LeftFiles(GatewayClient gateway, String path, JsonNode list) {

    /// Asks the gateway, for all pages of the list.
    static LeftFiles of(GatewayClient gateway, String task) {
        String path = path(task);
        var all = JsonNodeFactory.instance.objectNode();
        var items = all.putArray("items");
        String next = "";
        do {
            String cursor = next.isEmpty() ? "" : "&cursor=" + GatewayClient.encode(next);
            JsonNode page = gateway.get(path + "?limit=500" + cursor);
            page.path("items").forEach(items::add);
            next = TaskView.text(page, "next");
        } while (!next.isEmpty());
        return new LeftFiles(gateway, path, all.putNull("next"));
    }

    /// Opens one of them; the caller closes it.
    static InputStream open(GatewayClient gateway, String task, String name) throws IOException {
        return gateway.open(path(task) + "/" + encoded(name), "*/*", Map.of());
    }

    boolean isEmpty() {
        return items().isEmpty();
    }

    Table table() {
        var table = new Table("PATH", "SIZE");
        items().forEach(a ->
                table.add(TaskView.text(a, "path"), TaskView.bytes(a.path("bytes").asLong(0))));
        return table;
    }

    /// Fetches all of them below a folder, which is made if it is not there.
    void saveBelow(Path folder) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        for (var item : items()) {
            String name = TaskView.text(item, "path");
            Path file = below(root, name);
            try (var bytes = gateway.open(path + "/" + encoded(name), "*/*", Map.of())) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private JsonNode items() {
        return list.path("items");
    }

    private static String path(String task) {
        return "/api/v1/tasks/" + GatewayClient.encode(task) + "/artifacts";
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

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(GatewayClient::encode)
                .collect(Collectors.joining("/"));
    }
}
