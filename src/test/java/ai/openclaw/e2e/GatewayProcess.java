package ai.openclaw.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
        return new Api("http://127.0.0.1:" + port, token());
    }

    Path log() {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    long pid() {
        return process.pid();
    }

    /// `kill -9`: no shutdown hook runs.
    void kill() {
        process.destroyForcibly();
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

    @Override
    public void close() {
        stop();
    }

    private Process launch() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvm);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        "ai.openclaw.Gateway",
                        "serve"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
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
        await("the gateway to be ready; its log is " + log())
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .failFast("the gateway ended; its log is " + log(), () -> !process.isAlive())
                .until(() -> probe.answers("/actuator/health/readiness"));
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

    private String token() {
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
