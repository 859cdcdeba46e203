package ai.openclaw.database;

import ai.openclaw.base.CannotStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/// The Postgres programs that come with us, unpacked once per content below one directory. Holds
/// `bin/initdb`, `bin/postgres`, their libraries and the extensions.
final class PostgresBinaries {

    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);
    private static final String COMPLETE = "complete";

    private PostgresBinaries() {}

    /// The directory with `bin`, `lib` and `share`; unpacked now if it is not there or not whole.
    ///
    /// @throws CannotStart if nothing fits this machine or the disk does not take it
    static Path unpackInto(Path root) {
        String archive = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            String sha256 = sha256Of(archive);
            Path home = root.resolve("binaries-" + sha256.substring(0, 16));
            if (!isWhole(home)) {
                unpack(archive, root, home);
            }
            return home;
        } catch (IOException e) {
            throw new CannotStart(
                    "Could not unpack Postgres below " + root + ": " + e,
                    "Make room on the disk, or name another OPENCLAW_HOME.",
                    e);
        }
    }

    static String archiveFor(String os, String arch) {
        String name =
                switch (arch) {
                    case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
                    case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
                    default -> "";
                };
        boolean known = os.equals("Linux") && !name.isEmpty();
        if (!known || PostgresBinaries.class.getClassLoader().getResource(name) == null) {
            throw new CannotStart(
                    "This build carries no Postgres for " + os + " on " + arch + ".",
                    "Set DATABASE_URL to a Postgres 15 or newer.");
        }
        return name;
    }

    private static String sha256Of(String archive) throws IOException {
        try (var in = new DigestInputStream(open(archive), sha256())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    /// The mark is written last and counts what was written, so that a half-emptied directory (a
    /// cleaner of old files, say) is noticed.
    private static boolean isWhole(Path home) throws IOException {
        Path mark = home.resolve(COMPLETE);
        return Files.isRegularFile(mark) && Files.readString(mark).equals(inventory(home));
    }

    private static String inventory(Path home) throws IOException {
        long files = 0;
        long bytes = 0;
        try (var walk = Files.walk(home)) {
            for (Path p : (Iterable<Path>) walk::iterator) {
                if (Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS) && !p.endsWith(COMPLETE)) {
                    files++;
                    bytes += Files.size(p);
                }
            }
        }
        return files + " files, " + bytes + " bytes\n";
    }

    private static void unpack(String archive, Path root, Path home) throws IOException {
        log.info("Unpacking Postgres into {}", home);
        Files.createDirectories(root);
        Path fresh = Files.createTempDirectory(root, "unpacking-");
        try {
            try (var tar =
                    new TarArchiveInputStream(
                            new XZInputStream(new BufferedInputStream(open(archive), 1 << 16)))) {
                for (var e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                    write(e, tar, fresh);
                }
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(fresh.resolve(COMPLETE), inventory(fresh));
            if (isWhole(home)) {
                // Another process was faster, and may run on it.
                return;
            }
            if (Files.exists(home)) {
                FileSystemUtils.deleteRecursively(home);
            }
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileSystemUtils.deleteRecursively(fresh);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root)
            throws IOException {
        Path to = root.resolve(entry.getName()).normalize();
        if (!to.startsWith(root)) {
            throw new IOException("an entry leaves the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(to);
            return;
        }
        Files.createDirectories(to.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, to);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                to, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static InputStream open(String archive) throws IOException {
        var in = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (in == null) {
            throw new IOException(archive + " is not on the class path");
        }
        return in;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
