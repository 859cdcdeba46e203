package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.springframework.util.FileSystemUtils;

/// Where the embedded Postgres keeps its things, below one directory of ours.
///
/// @param root `$OPENCLAW_HOME/postgres`
record ClusterFiles(Path root) {

    /// Belongs to the server's account; holds the data directory.
    Path cluster() {
        return root.resolve("cluster");
    }

    Path data() {
        return cluster().resolve("data");
    }

    Path postmasterPid() {
        return data().resolve("postmaster.pid");
    }

    /// What the server prints, and what `initdb` printed.
    Path log() {
        return root.resolve("postgres.log");
    }

    /// The port of last time; the same one again, if it is free, is kinder to a person's tools.
    Path port() {
        return root.resolve("port");
    }

    /// The password of `account`, made at the first call. Mode 0600.
    String password(String account) throws IOException {
        Path file = root.resolve(account + ".password");
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Path fresh = root.resolve(account + ".password.new");
            Files.deleteIfExists(fresh);
            writePrivately(fresh, HexFormat.of().formatHex(random));
            Files.move(fresh, file);
        }
        return Files.readString(file).strip();
    }

    static void writePrivately(Path file, String text) throws IOException {
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        Files.writeString(file, text);
    }

    /// Creates a directory that only its owner may enter.
    static void createPrivateDirectory(Path directory) throws IOException {
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(directory.getParent());
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(owner));
        }
    }

    /// The account for the server: whoever owns the data already, or the one that suits us.
    ServerAccount account() throws IOException {
        ServerAccount account = ServerAccount.forThisProcess();
        if (account instanceof ServerAccount.Separate && Files.exists(cluster())) {
            Object uid = Files.getAttribute(cluster(), "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return new ServerAccount.Separate((Integer) uid);
        }
        return account;
    }

    void deleteRecursively(Path path) throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }

    /// The end of the log, for a message to a person.
    String logTail() {
        try {
            var lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
