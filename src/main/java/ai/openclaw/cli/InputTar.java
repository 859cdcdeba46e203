package ai.openclaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/// The input files of one task as one tar, written while it is sent, so that its size does not
/// matter. Keeps which files are executable.
final class InputTar {

    /// By their path below `/workspace`.
    private final Map<String, Path> files = new LinkedHashMap<>();

    /// What was left out, and why.
    private final List<String> skipped = new ArrayList<>();

    boolean isEmpty() {
        return files.isEmpty();
    }

    int count() {
        return files.size();
    }

    List<String> skipped() {
        return skipped;
    }

    /// @param place a folder below `/workspace`, or empty for `/workspace` itself
    void addFolder(Path folder, String place) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailed(folder + " is no folder.", "Use --file for a single file.");
        }
        for (String name : FolderListing.of(folder)) {
            Path file = folder.resolve(name);
            if (Files.isSymbolicLink(file) && !staysInside(folder, file)) {
                skipped.add(name + " (a link that leads out of the folder)");
            } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.isSymbolicLink(file)) {
                files.put(place.isEmpty() ? name : place + "/" + name, file);
            } else {
                skipped.add(name + " (no file)");
            }
        }
    }

    void addFile(Path file, String place) {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed(file + " is no file.", "Use --dir for a folder.");
        }
        files.put(place, file);
    }

    /// Sends the tar as an upload.
    ///
    /// @return the upload's id
    String upload(GatewayClient gateway) throws IOException, InterruptedException {
        var failure = new AtomicReference<@Nullable IOException>();
        CommandFailed refused = null;
        String id = "";
        var read = new PipedInputStream(1 << 18);
        Thread writer = writing(new PipedOutputStream(read), failure);
        try (read) {
            id =
                    TaskView.text(
                            gateway.upload(
                                    "application/x-tar", BodyPublishers.ofInputStream(() -> read)),
                            "id");
        } catch (CommandFailed e) {
            refused = e;
        }
        writer.join();
        return settled(id, refused, failure.get());
    }

    private Thread writing(PipedOutputStream to, AtomicReference<@Nullable IOException> failure) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (to) {
                        write(to);
                    } catch (IOException e) {
                        failure.set(e);
                    }
                });
    }

    // An unreadable file ends the body early, which the gateway may take for its end: so the
    // writer's own word decides, unless it only failed because the gateway stopped reading.
    private static String settled(
            String id, @Nullable CommandFailed refused, @Nullable IOException failure) {
        boolean ours = failure instanceof Unreadable;
        if (failure != null && (ours || refused == null)) {
            throw new CommandFailed("The files could not be sent: " + failure.getMessage(), null);
        }
        if (refused != null) {
            throw refused;
        }
        return id;
    }

    void write(OutputStream to) throws IOException {
        try (var tar = new TarArchiveOutputStream(to, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (var file : files.entrySet()) {
                write(tar, file.getKey(), file.getValue());
            }
            tar.finish();
        }
    }

    private static void write(TarArchiveOutputStream tar, String name, Path file)
            throws IOException {
        if (Files.isSymbolicLink(file)) {
            var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(Files.readSymbolicLink(file).toString());
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            return;
        }
        try (var bytes = open(file)) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(file));
            entry.setMode(Files.isExecutable(file) ? 0755 : 0644);
            entry.setModTime(Files.getLastModifiedTime(file));
            tar.putArchiveEntry(entry);
            long left = entry.getSize();
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int n = bytes.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (n < 0) {
                    throw new Unreadable(file + " became shorter while it was read");
                }
                tar.write(buffer, 0, n);
                left -= n;
            }
            tar.closeArchiveEntry();
        }
    }

    private static InputStream open(Path file) throws Unreadable {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new Unreadable(file + " cannot be read");
        }
    }

    private static boolean staysInside(Path folder, Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        return !target.isAbsolute()
                && link.resolveSibling(target).normalize().startsWith(folder.normalize());
    }

    /// A fault of the file, not of the connection.
    private static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }
}
