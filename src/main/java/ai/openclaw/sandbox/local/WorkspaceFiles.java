package ai.openclaw.sandbox.local;

import ai.openclaw.sandbox.EngineUnavailable;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The files of one sandbox on the host.
///
/// @param place the sandbox's directory
/// @param uid owner of what is put in, or -1 for the gateway's own user
record WorkspaceFiles(Path place, int uid) {

    private static final int EMPTY_TAR = 1024;

    void make() throws IOException {
        Files.createDirectories(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        directory(workspace());
        directory(workspace().resolve("out"));
    }

    Path workspace() {
        return place.resolve("workspace");
    }

    /// Unpacks below the workspace, before any program has run there.
    void unpack(InputStream tar) throws IOException {
        requirePresent();
        var entries = new TarArchiveInputStream(tar);
        for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            var path = workspace().resolve(entry.getName()).normalize();
            if (!path.startsWith(workspace())) {
                throw new IOException("entry outside the workspace: " + entry.getName());
            }
            if (!path.equals(workspace())) {
                parents(path);
                unpack(entries, entry, path);
            }
        }
    }

    private void requirePresent() throws IOException {
        if (!Files.isDirectory(workspace(), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("the sandbox is gone: " + place);
        }
    }

    private void unpack(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            directory(path);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            own(path);
        } else if (entry.isFile()) {
            Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            own(path);
        } else {
            throw new IOException("neither file, folder nor link: " + entry.getName());
        }
    }

    private void parents(Path path) throws IOException {
        var parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            parents(parent);
            directory(parent);
        }
    }

    private void directory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(path);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        own(path);
    }

    private void own(Path path) throws IOException {
        if (uid >= 0) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /// `out` as a tar. The `tar` command copes with names and depths that Java's paths do not.
    InputStream collect() throws IOException {
        requirePresent();
        if (!Files.exists(workspace().resolve("out"), LinkOption.NOFOLLOW_LINKS)) {
            return new ByteArrayInputStream(new byte[EMPTY_TAR]);
        }
        var command = new ProcessBuilder("tar", "--numeric-owner", "-c", "-f", "-", "out");
        command.directory(workspace().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = command.start();
        return new FilterInputStream(process.getInputStream()) {
            @Override
            public void close() throws IOException {
                process.destroyForcibly();
                super.close();
            }
        };
    }

    /// Removes everything, whatever names, depths and permissions a program left.
    void delete() {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // an unprivileged gateway cannot enter folders that the program has closed
        run("chmod", "-R", "u+rwX", place.toString());
        run("rm", "-rf", "--one-file-system", "--", place.toString());
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new EngineUnavailable(
                    "The sandbox's directory could not be removed: " + place, null);
        }
    }

    /// Waits for the end also when this thread has been interrupted, and keeps the interrupt.
    private static void run(String... command) {
        boolean interrupted = Thread.interrupted();
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            var process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            process.onExit().join();
        } catch (IOException e) {
            throw new EngineUnavailable("Cannot run " + command[0] + ".", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
