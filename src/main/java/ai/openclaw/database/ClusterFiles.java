package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

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

    Path log() {
        return root.resolve("postgres.log");
    }

    /// The port of last time: the same one again, if it is free, is kinder to a person's tools.
    Path port() {
        return root.resolve("port");
    }

    /// The password of `account`, made at the first call, in a file with mode 0600.
    String password(String account) throws IOException {
        Path file = root.resolve(account + ".password");
        if (!Files.exists(file)) {
            Path fresh = root.resolve(account + ".password.new");
            Files.deleteIfExists(fresh);
            writePrivately(fresh, randomHex() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    /// How `account` reaches `database` on the server at `port`.
    Login login(String account, String database, int port) throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        return new Login(url, account, password(account));
    }

    /// The server's account: whoever owns the data already, or the one that suits us.
    ServerAccount account() throws IOException {
        ServerAccount account = ServerAccount.forThisProcess();
        if (account instanceof ServerAccount.Separate && Files.exists(cluster())) {
            var uid =
                    (Integer) Files.getAttribute(cluster(), "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return uid == 0 ? account : new ServerAccount.Separate(uid);
        }
        return account;
    }

    static String randomHex() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static void writePrivately(Path file, String text) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
        Files.writeString(file, text);
    }

    static void createPrivateDirectory(Path directory) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.getParent());
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
    }
}
