package ai.openclaw.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/// The file that holds a node's id.
record NodeFile(Path path) {

    static NodeFile in(Path home) {
        return new NodeFile(home.resolve("node-id"));
    }

    /// Reads the id; the first time makes it.
    UUID id() {
        try {
            if (!Files.exists(path)) {
                create();
            }
            return UUID.fromString(Files.readString(path).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + path, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    path + " does not hold a node id; remove it to make a new one", e);
        }
    }

    private void create() throws IOException {
        var mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path draft =
                Files.createTempFile(path.toAbsolutePath().getParent(), "node-id", ".new", mine);
        try {
            Files.writeString(draft, UUID.randomUUID() + "\n");
            // Whole or not at all, and whoever was first stays.
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
