package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes a new cluster with `initdb`: in a directory beside it, renamed when whole, so that a crash
/// half-way leaves nothing that looks like a cluster.
final class ClusterCreation {

    private final ClusterFiles files;
    private final Path programs;

    ClusterCreation(ClusterFiles files, Path programs) {
        this.files = files;
        this.programs = programs;
    }

    void run() throws IOException {
        Path fresh = files.root().resolve("cluster.new");
        files.deleteRecursively(fresh);
        ServerAccount account = files.account();
        ClusterFiles.createPrivateDirectory(fresh);
        Path password = fresh.resolve("password");
        ClusterFiles.writePrivately(password, files.password(EmbeddedPostgres.SUPERUSER) + "\n");
        account.own(password);
        account.own(fresh);

        // C.UTF-8 sorts by code point, and alike on every machine; a libc without it gets C.
        if (!initdb(account, fresh, password, "C.UTF-8")
                && !initdb(account, fresh, password, "C")) {
            throw new PostgresUnavailable(
                    "Could not make a Postgres cluster below "
                            + files.root()
                            + ". initdb says:\n"
                            + files.logTail());
        }
        Files.delete(password);
        Files.move(fresh, files.cluster());
    }

    private boolean initdb(ServerAccount account, Path fresh, Path password, String locale)
            throws IOException {
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
        var builder = new ProcessBuilder(account.command(programs, fresh, call));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        Process process = builder.start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("Interrupted while making the Postgres cluster", e);
        }
    }
}
