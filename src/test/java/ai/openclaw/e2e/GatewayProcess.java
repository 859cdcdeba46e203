package ai.openclaw.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A gateway in a process of its own, on ports and a home of its own.
final class GatewayProcess implements AutoCloseable {

    private final Path home;
    private final int port;
    private final Map<String, String> settings;
    private final List<String> jvm;
    private Process process;

    private GatewayProcess(Path home, Map<String, String> settings, List<String> jvm) {
        this.home = home;
        this.port = freePort();
        this.settings = Map.copyOf(settings);
        this.jvm = List.copyOf(jvm);
        this.process = launch();
    }

    /// Starts one and waits until it is ready.
    static GatewayProcess start(Path home, Map<String, String> settings, String... jvm) {
        var gateway = new GatewayProcess(home, settings, List.of(jvm));
        gateway.awaitReady();
        return gateway;
    }

    Api api() {
        return new Api(address(), token());
    }

    Path log() {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    /// A connection to its embedded Postgres, as the gateway itself has it.
    Connection sql() {
        var postgres = home.resolve("postgres");
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:"
                            + Files.readString(postgres.resolve("port")).strip()
                            + "/openclaw",
                    "openclaw",
                    Files.readString(postgres.resolve("openclaw.password")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /// `kill -9`: no shutdown hook runs.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Waits for an end that it brings about itself.
    void awaitHalt() {
        awaitEnd();
    }

    /// SIGTERM, and the time to act on it.
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /// The same gateway again: same home, ports and settings.
    void restart() {
        process = launch();
        awaitReady();
    }

    /// The same gateway again, without waiting for it: it may end at once if something that it
    /// needs is away.
    void begin() {
        process = launch();
    }

    boolean alive() {
        return process.isAlive();
    }

    boolean ready() {
        return new Api(address(), "").answers("/actuator/health/readiness");
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /// Sends a signal that Java has no word for, such as `STOP`.
    void signal(String name) {
        Programs.run("kill", "-" + name, Long.toString(process.pid()));
    }

    /// `kill -9` without a word about what becomes of it; for the end of a test in trouble.
    void killIfAlive() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        stop();
        EngineLedger.removeSandboxes(node());
        EngineLedger.removeLanes(node());
    }

    /// Its id, which it keeps.
    String node() {
        try {
            return Files.readString(home.resolve("node-id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        var command = GatewayProgram.command(jvm);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OPENCLAW_OPS_PORT", "0");
        builder.environment().putAll(settings);
        builder.environment().put("OPENCLAW_HOME", home.toString());
        builder.environment().put("OPENCLAW_PORT", Integer.toString(port));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        var probe = new Api("http://127.0.0.1:" + port, "");
        try {
            await("the gateway to be ready")
                    .atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(100))
                    .failFast("the gateway ended", () -> !process.isAlive())
                    .until(() -> probe.answers("/actuator/health/readiness"));
        } catch (RuntimeException e) {
            // The log lies in a folder that goes with the test, so its end is told here.
            process.destroyForcibly();
            throw new AssertionError(e.getMessage() + "; the end of its log:\n" + logTail(), e);
        }
    }

    private String logTail() {
        try {
            var lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the gateway did not stop within a minute; see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String token() {
        try {
            return Files.readString(home.resolve("admin-token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
