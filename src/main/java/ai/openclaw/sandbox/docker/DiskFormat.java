package ai.openclaw.sandbox.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Makes file systems, reads their figures and empties them: itself where it may write to the
/// device, else through a helper. A device that something has mounted is never touched: all tools
/// open it exclusively.
final class DiskFormat {

    /// `format`: a file system of so many KiB for the sandbox's user, without a folder that it
    /// could not read. `look`: the superblock in hexadecimal. `wipe`: all blocks back to the host.
    private static final String SCRIPT =
            """
            set -eu
            PATH=/usr/sbin:/usr/bin:/sbin:/bin
            exec </dev/null
            case $1 in
            format)
                blkdiscard "$2"
                mkfs.ext4 -q -F -m 0 -O ^has_journal -E root_owner=10001:10001 "$2" "$3k"
                debugfs -w -R "rmdir lost+found" "$2"
                ;;
            look) od -An -v -tx1 -j1024 -N1024 "$2" | tr -d " \\n" ;;
            wipe) blkdiscard "$2" ;;
            esac
            """;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final DiskContainer helper;
    private final Predicate<Path> direct;

    DiskFormat(DiskContainer helper) {
        this(helper, DiskFormat::may);
    }

    /// @param direct whether this process may write to a device and has the tools
    DiskFormat(DiskContainer helper, Predicate<Path> direct) {
        this.helper = helper;
        this.direct = direct;
    }

    private static boolean may(Path device) {
        return Files.isWritable(device)
                && Stream.of("mkfs.ext4", "debugfs", "blkdiscard").allMatch(DiskFormat::there);
    }

    /// Whether this process does it by itself.
    boolean directly(Path device) {
        return direct.test(device);
    }

    private static boolean there(String tool) {
        return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /// Makes an empty file system of exactly this size, or as much less as makes whole KiB.
    ///
    /// @throws IOException if it cannot be made, such as on a device in use
    void format(Path device, long bytes) throws IOException {
        run(device, "format", device.toString(), Long.toString(bytes / 1024));
    }

    /// Gives what it holds back to the host.
    void wipe(Path device) throws IOException {
        run(device, "wipe", device.toString());
    }

    Superblock look(Path device) throws IOException {
        if (!directly(device)) {
            try {
                return Superblock.parse(
                        HexFormat.of().parseHex(run(device, "look", device.toString()).strip()));
            } catch (IllegalArgumentException e) {
                throw new IOException("the helper printed no superblock", e);
            }
        }
        var bytes = ByteBuffer.allocate(Superblock.SIZE);
        try (var channel = FileChannel.open(device)) {
            while (bytes.hasRemaining()
                    && channel.read(bytes, Superblock.OFFSET + bytes.position()) > 0) {}
        }
        return Superblock.parse(bytes.array());
    }

    private String run(Path device, String... arguments) throws IOException {
        return directly(device) ? here(arguments) : helper.run(device, SCRIPT, List.of(arguments));
    }

    private static String here(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of("/bin/sh", "-c", SCRIPT, "sh"), Stream.of(arguments));
        var process = new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        arguments[0] + " takes longer than " + LIMIT.toSeconds() + " s");
            }
            var said =
                    new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(said.strip().replace('\n', ' '));
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            // Closes its streams, too.
            process.destroyForcibly();
        }
    }
}
