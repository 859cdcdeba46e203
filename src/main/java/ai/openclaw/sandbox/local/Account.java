package ai.openclaw.sandbox.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Bubblewrap's account of one sandbox (`--json-status-fd`): a JSON object a line, of which we need
/// a single number.
///
/// @param file where it writes; outside the sandbox, so that the program cannot
record Account(Path file) {

    private static final Pattern CHILD = Pattern.compile("\"child-pid\":\\s*(\\d+)");

    /// The sandbox's first process, as the host sees it; empty before it is there and after its
    /// end.
    Optional<ProcessHandle> init() {
        try {
            var child = CHILD.matcher(Files.readString(file));
            return child.find() && isOurs(child.group(1))
                    ? ProcessHandle.of(Long.parseLong(child.group(1)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// After a crash the number may belong to somebody else by now.
    private boolean isOurs(String pid) throws IOException {
        var command = Files.readAllBytes(Path.of("/proc", pid, "cmdline"));
        return new String(command, StandardCharsets.UTF_8).contains(file.getParent() + "/");
    }
}
