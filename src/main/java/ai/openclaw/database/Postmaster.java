package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a server says about itself in `postmaster.pid`. Hearsay until proven: the file outlives a
/// crash.
///
/// @param pid as the server sees it
record Postmaster(long pid, int port) {

    /// Empty if there is no such file or the server has not got far enough to fill it.
    static Optional<Postmaster> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Postmaster> parse(String text) {
        var lines = text.lines().toList();
        try {
            long pid = Long.parseLong(lines.get(0).strip());
            int port = Integer.parseInt(lines.get(3).strip());
            return Optional.of(new Postmaster(pid, port));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
