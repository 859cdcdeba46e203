package ai.openclaw.database;

import ai.openclaw.base.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// Makes a new cluster with `initdb`: in a directory beside it, renamed when whole, so that a crash
/// half-way leaves nothing that looks like a cluster.
record ClusterCreation(ClusterFiles files, ServerPrograms programs) {

    private static final int LIMIT_SECONDS = 120;

    /// @throws CannotStart with what `initdb` said
    void run() throws IOException {
        Path fresh = files.root().resolve("cluster.new");
        FileSystemUtils.deleteRecursively(fresh);
        ClusterFiles.createPrivateDirectory(fresh);
        Path password = fresh.resolve("password");
        ClusterFiles.writePrivately(password, files.password(EmbeddedPostgres.SUPERUSER) + "\n");
        programs.account().own(password);
        programs.account().own(fresh);

        // C.UTF-8 sorts by code point, and alike on every machine; a libc without it gets C.
        boolean made =
                initdb(fresh, password, "C.UTF-8")
                        || (ServerLog.tail(files.log()).contains("locale name")
                                && initdb(fresh, password, "C"));
        if (!made) {
            FileSystemUtils.deleteRecursively(fresh);
            throw failure(ServerLog.tail(files.log()));
        }
        Files.delete(password);
        Files.move(fresh, files.cluster());
    }

    private CannotStart failure(String said) {
        String cure =
                said.contains("could not look up effective user ID")
                        ? "initdb wants the user to have a name: add this uid to /etc/passwd (in a"
                                + " container: build it into the image), or set DATABASE_URL."
                        : "Most often the disk is full, or the file system forbids what Postgres"
                                + " needs. Make room, name another OPENCLAW_HOME, or set"
                                + " DATABASE_URL.";
        return new CannotStart(
                "Could not make a Postgres cluster below "
                        + files.root()
                        + ". initdb said:\n"
                        + said,
                cure);
    }

    private boolean initdb(Path fresh, Path password, String locale) throws IOException {
        var account = programs.account();
        var call =
                List.of(
                        "initdb",
                        "--pgdata=" + account.seen(fresh, fresh.resolve("data")),
                        "--username=" + EmbeddedPostgres.SUPERUSER,
                        "--pwfile=" + account.seen(fresh, password),
                        "--auth=scram-sha-256",
                        "--data-checksums",
                        "--encoding=UTF8",
                        "--locale=" + locale,
                        "--no-instructions");
        Process process = programs.start(fresh, files.log(), call);
        if (!ServerPrograms.ended(process, LIMIT_SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
