package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Disks that a test makes with `scripts/prepare-disks.sh`. A machine that has no loop devices, or
/// where the tests are not root, fails the test that asks.
public final class PreparedDisks implements AutoCloseable {

    private final Path folder;

    private PreparedDisks(Path folder) {
        this.folder = folder;
    }

    /// @param size as the script takes it
    public static PreparedDisks make(Path folder, int count, String size) throws Exception {
        var disks = new PreparedDisks(folder);
        disks.script("--user", "root", Integer.toString(count), size);
        return disks;
    }

    public Path folder() {
        return folder;
    }

    /// What the script says.
    public String script(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("scripts/prepare-disks.sh"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OPENCLAW_DISKS", folder.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(
                        "these tests need root and loop devices of the kernel; the script says: %s",
                        said)
                .isZero();
        return said;
    }

    /// @param number from 1 on
    public Path device(int number) throws IOException {
        return Path.of(Files.readString(folder.resolve(number + ".device")).strip());
    }

    /// What an image takes of the host's disk, in bytes.
    public long taken(int number) throws Exception {
        var stat =
                new ProcessBuilder("stat", "-c", "%b", folder.resolve(number + ".img").toString())
                        .start();
        var blocks =
                new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return 512 * Long.parseLong(blocks);
    }

    @Override
    public void close() throws IOException {
        try {
            script("--remove");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
