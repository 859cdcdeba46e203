package ai.openclaw.database;

import ai.openclaw.base.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a server up on an existing cluster: the one that runs already if it is ours, whole and of
/// this version, else a new one in its place.
///
/// @param version of the programs
record ServerLaunch(ClusterFiles files, ServerPrograms programs, String version) {

    private static final Logger log = LoggerFactory.getLogger(ServerLaunch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORTS_TRIED = 3;

    /// The server that a gateway before us left running, if it is fit to go on. One that is not is
    /// stopped; what it left on the disk is recovered by the next.
    Optional<RunningServer> adopt() throws IOException {
        var processes = ServerProcesses.in(files.data());
        if (processes.any()) {
            var adopted = Postmaster.read(files.postmasterPid()).flatMap(this::examine);
            if (adopted.isPresent()) {
                log.info(
                        "Adopted the Postgres that was left running (process {})",
                        adopted.get().process().pid());
                return adopted;
            }
            log.info("Stopping the Postgres that was left running: it cannot go on as it is");
            processes.stop();
            if (ServerProcesses.in(files.data()).any()) {
                throw new CannotStart(
                        "A Postgres left over on " + files.data() + " does not end.",
                        "End its processes by hand, then start again.");
            }
        }
        if (processes.complete()) {
            // Nobody works here. The pid in the file may belong to some other program by now, and
            // Postgres would take that program for a server.
            Files.deleteIfExists(files.postmasterPid());
        }
        return Optional.empty();
    }

    /// Starts a new server and waits until it takes commands.
    RunningServer start() throws IOException {
        for (int i = 1; ; i++) {
            int port = choosePort(i == 1);
            ServerConfiguration.write(files, programs.account(), port);
            ServerLog.trim(files.log(), 1 << 20);
            var data = programs.account().seen(files.cluster(), files.data());
            Process process =
                    programs.start(
                            files.cluster(),
                            files.log(),
                            List.of("postgres", "-D", data.toString()));
            var server = new RunningServer(process.toHandle(), port);
            if (ready(server)) {
                Files.writeString(files.port(), port + "\n");
                log.info("Postgres {} runs on 127.0.0.1:{}", version, port);
                return server;
            }
            if (i == PORTS_TRIED || isFree(port)) {
                throw new CannotStart(
                        "Postgres did not start. Its log ends with:\n"
                                + ServerLog.tail(files.log()),
                        "The whole log is "
                                + files.log()
                                + ". A full disk is the most common cause; or set DATABASE_URL.");
            }
        }
    }

    private Optional<RunningServer> examine(Postmaster found) {
        try {
            var configured = ServerConfiguration.settings(found.port());
            var written = Files.readString(files.data().resolve("postgresql.conf"));
            var superuser = files.login(EmbeddedPostgres.SUPERUSER, "postgres", found.port());
            String runs = new ServerIdentity(files, programs.account()).prove(superuser);
            if (!runs.equals(version) || !written.equals(configured)) {
                log.info("The Postgres left running is of another OpenClaw ({})", runs);
                return Optional.empty();
            }
            return ProcessHandle.of(found.pid()).map(p -> new RunningServer(p, found.port()));
        } catch (IOException | SQLException e) {
            log.info("The Postgres left running does not answer: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// False if the server ended; throws if it neither ends nor gets ready. Recovery after a crash
    /// may take its time.
    private boolean ready(RunningServer server) throws IOException {
        var superuser = files.login(EmbeddedPostgres.SUPERUSER, "postgres", server.port());
        var identity = new ServerIdentity(files, programs.account());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (server.process().isAlive()) {
            try {
                identity.prove(superuser);
                return true;
            } catch (SQLException e) {
                if ("57P03".equals(e.getSQLState())) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > deadline || Thread.interrupted()) {
                    server.stop(files.data());
                    throw new CannotStart(
                            "Postgres was not ready in time: "
                                    + e.getMessage()
                                    + ". Its log ends with:\n"
                                    + ServerLog.tail(files.log()),
                            "The whole log is " + files.log() + ".",
                            e);
                }
            }
            ServerProcesses.awaited(() -> !server.process().isAlive(), Duration.ofMillis(50));
        }
        return false;
    }

    private int choosePort(boolean mayBeTheOld) throws IOException {
        if (mayBeTheOld && Files.exists(files.port())) {
            String old = Files.readString(files.port()).strip();
            if (old.matches("\\d{4,5}") && isFree(Integer.parseInt(old))) {
                return Integer.parseInt(old);
            }
        }
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
