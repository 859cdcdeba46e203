package ai.openclaw.database;

import ai.openclaw.base.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The programs of Postgres, run under the server's account with an empty environment.
record ServerPrograms(Path binaries, ServerAccount account) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(\\S*)");

    /// Starts a program whose output, of both kinds, is appended to a file.
    ///
    /// @param directory what the program may see of our files, see [ServerAccount#command]
    Process start(Path directory, Path log, List<String> call) throws IOException {
        var builder = builder(directory, call);
        return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    /// The version of the server, such as `15.18`; also the proof that the account can run it.
    ///
    /// @throws CannotStart if it cannot
    String version(Path directory) throws IOException {
        Process process = builder(directory, List.of("postgres", "--version")).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var version = VERSION.matcher(said);
        if (!ended(process, 10) || !version.find()) {
            throw switch (account) {
                case ServerAccount.Same() ->
                        new CannotStart(
                                "The embedded Postgres does not run on this machine: " + said,
                                "Set DATABASE_URL to a Postgres 15 or newer.");
                case ServerAccount.Separate(_) ->
                        new CannotStart(
                                "The gateway runs as root and may not give Postgres an account of"
                                        + " its own, without which Postgres must not run: "
                                        + said,
                                "Run the gateway as an ordinary user, or set DATABASE_URL.");
            };
        }
        return version.group(1) + version.group(2);
    }

    static boolean ended(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (process.isAlive() && Thread.currentThread().isInterrupted()) {
                process.destroyForcibly();
            }
        }
    }

    private ProcessBuilder builder(Path directory, List<String> call) {
        var builder = new ProcessBuilder(account.command(binaries, directory, call));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.directory(Path.of("/").toFile());
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder;
    }
}
