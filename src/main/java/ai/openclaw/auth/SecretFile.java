package ai.openclaw.auth;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A secret in a file that only its owner can read. It is never readable by others, not even while
/// it is being written.
record SecretFile(Path path) {

    /// The first line, or empty if there is no such file or nothing in it.
    Optional<String> read() throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        return Files.readString(path)
                .lines()
                .findFirst()
                .map(String::strip)
                .filter(s -> !s.isEmpty());
    }

    void write(String secret) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, path.getFileName() + ".", ".new", ownerOnly());
        try {
            try (var channel = Files.newByteChannel(fresh, Set.of(StandardOpenOption.WRITE));
                    var out = Channels.newOutputStream(channel)) {
                out.write((secret + "\n").getBytes(StandardCharsets.UTF_8));
            }
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }
}
