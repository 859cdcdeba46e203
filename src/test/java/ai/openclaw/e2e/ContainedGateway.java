package ai.openclaw.e2e;

import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A gateway in a container, with the engine's socket and nothing else of the host: an ordinary
/// user, no capability, a read-only root. It runs in the sandbox image, which brings the C library,
/// on the Java of the tests.
final class ContainedGateway implements AutoCloseable {

    private static final int PORT = 18789;

    private final String name;
    private final String volume;

    private ContainedGateway(String name) {
        this.name = name;
        this.volume = name + "-data";
    }

    /// Starts one and waits until it is ready.
    static ContainedGateway start(Map<String, String> settings) {
        var gateway = new ContainedGateway("openclaw-gateway-" + Ids.next());
        gateway.create(settings);
        gateway.awaitReady();
        return gateway;
    }

    String name() {
        return name;
    }

    /// Its address in the network that it has besides the lanes.
    String address() {
        return EngineLedger.docker(
                        "inspect",
                        "--format",
                        "{{.NetworkSettings.Networks.bridge.IPAddress}}",
                        name)
                .getFirst();
    }

    Api api() {
        var token =
                EngineLedger.docker("exec", name, "cat", "/workspace/openclaw/admin-token")
                        .getFirst();
        return new Api("http://" + address() + ":" + PORT, token);
    }

    /// Carries out the `openclaw` command inside.
    ///
    /// @return the lines that it printed
    List<String> openclaw(String... words) {
        var command =
                new ArrayList<>(
                        List.of(
                                "exec",
                                name,
                                "/java/bin/java",
                                "-jar",
                                "/program/" + GatewayProgram.unpacked().getFileName()));
        command.addAll(List.of(words));
        return EngineLedger.docker(command.toArray(String[]::new));
    }

    /// Ends and starts the same container.
    void restart() {
        EngineLedger.docker("restart", "--time", "30", name);
        awaitReady();
    }

    @Override
    public void close() {
        var node =
                EngineLedger.docker("exec", name, "cat", "/workspace/openclaw/node-id")
                        .getFirst()
                        .strip();
        EngineLedger.docker("stop", "--time", "30", name);
        EngineLedger.docker("rm", "-f", name);
        EngineLedger.docker("volume", "rm", volume);
        EngineLedger.removeLanes(node);
    }

    private void create(Map<String, String> settings) {
        EngineLedger.docker("volume", "create", volume);
        var program = GatewayProgram.unpacked();
        var command =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--detach",
                                "--name",
                                name,
                                "--init",
                                "--sysctl",
                                "net.ipv4.ip_forward=0",
                                "--user",
                                "10001:10001",
                                "--group-add",
                                socketGroup(),
                                "--cap-drop",
                                "ALL",
                                "--security-opt",
                                "no-new-privileges",
                                "--read-only",
                                "--tmpfs",
                                "/tmp",
                                "--volume",
                                "/var/run/docker.sock:/var/run/docker.sock",
                                "--volume",
                                System.getProperty("java.home") + ":/java:ro",
                                "--volume",
                                program.getParent() + ":/program:ro"));
        // The image's own workspace belongs to its user, and a new volume takes that over.
        command.addAll(List.of("--volume", volume + ":/workspace", "--env"));
        command.add("OPENCLAW_HOME=/workspace/openclaw");
        settings.forEach((key, value) -> command.addAll(List.of("--env", key + "=" + value)));
        command.addAll(
                List.of(
                        SandboxImage.name(),
                        "sh",
                        "-c",
                        // Its first address: lanes are joined later, and after a restart are last.
                        "OPENCLAW_BIND=$(hostname -i | cut -d' ' -f1) exec /java/bin/java -Xmx256m "
                                + String.join(" ", GatewayProgram.QUICK)
                                + " -jar /program/"
                                + program.getFileName()
                                + " serve"));
        EngineLedger.docker(command.toArray(String[]::new));
    }

    private static String socketGroup() {
        try {
            return Files.getAttribute(Path.of("/var/run/docker.sock"), "unix:gid").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        var probe = new Api("http://" + address() + ":" + PORT, "");
        try {
            await("the gateway to be ready")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> probe.answers("/actuator/health/readiness"));
        } catch (RuntimeException e) {
            throw new AssertionError(
                    e.getMessage()
                            + "\n"
                            + String.join("\n", EngineLedger.docker("logs", "--tail", "60", name)),
                    e);
        }
    }
}
