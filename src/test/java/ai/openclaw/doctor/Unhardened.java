package ai.openclaw.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.sandbox.Launch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Plain `docker run` with nothing taken away: root, every capability that this machine's engine
/// can give, no filter of system calls, the engine's socket, devices and `/sys` of the host, no
/// limits, on the plain bridge. What a probe cannot do here it cannot do anywhere, so its verdict
/// says nothing.
final class Unhardened implements AutoCloseable {

    /// In the kernel's order (linux/capability.h), as far as engines of 2020 know them.
    private static final List<String> CAPABILITIES =
            List.of(
                    ("CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP"
                                    + " LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN"
                                    + " NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT"
                                    + " SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE"
                                    + " SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE"
                                    + " AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG")
                            .split(" "));

    private final List<String> made = new ArrayList<>();
    private final String image;

    Unhardened(String image) {
        this.image = image;
    }

    /// @param more options of `docker run`
    /// @return what the probes said
    List<Finding> run(List<Probe> probes, Map<String, String> env, String... more)
            throws IOException {
        var launch = Suite.launch(probes, env);
        var options = new ArrayList<>(List.of("--init", "--user", "0:0"));
        options.addAll(List.of("--security-opt", "seccomp=unconfined"));
        options.addAll(List.of("--security-opt", "systempaths=unconfined"));
        options.addAll(List.of("--security-opt", "apparmor=unconfined"));
        options.addAll(List.of("-v", "/var/run/docker.sock:/var/run/docker.sock"));
        options.addAll(List.of("-v", "/dev:/dev", "-v", "/sys:/sys:rw"));
        options.addAll(List.of("--device-cgroup-rule", "b *:* rwm"));
        options.addAll(List.of("--device-cgroup-rule", "c *:* rwm"));
        options.addAll(List.of("--sysctl", "net.ipv6.conf.all.disable_ipv6=0"));
        options.addAll(List.of("--ulimit", "core=-1"));
        options.addAll(List.of("--add-host", "outside.example:host-gateway"));
        capabilities().forEach(it -> options.addAll(List.of("--cap-add", it)));
        options.addAll(List.of(more));
        var transcript = new Transcript(_ -> {});
        transcript.stdout(
                ByteBuffer.wrap(docker(command(launch, options)).getBytes(StandardCharsets.UTF_8)));
        return transcript.findings(probes);
    }

    /// A second container, with the same program as the sandbox beside the probes.
    ///
    /// @return what the probes need to know of it
    Map<String, String> neighbour() throws IOException {
        var argv =
                List.of(
                        "perl",
                        "-e",
                        Suite.text("neighbour.pl"),
                        Integer.toString(Neighbour.PORT),
                        Integer.toString(Neighbour.BACK));
        docker(
                command(
                        new Launch(argv, Map.of()),
                        List.of("--detach", "--sysctl", "net.ipv6.conf.all.disable_ipv6=0")));
        String name = made.getLast();
        await().until(() -> docker(List.of("logs", name)).contains("READY"));
        String own =
                docker(List.of("inspect", "--format", "{{.NetworkSettings.IPAddress}}", name))
                        .strip();
        String six =
                docker(List.of("logs", name))
                        .lines()
                        .filter(it -> it.startsWith("AT "))
                        .map(it -> it.substring(3))
                        .collect(Collectors.joining(" "));
        return Map.of("PROBE_NEIGHBOUR", own + ":" + Neighbour.PORT, "PROBE_NEIGHBOUR6", six);
    }

    /// Those that this process may have, which is what an engine on this machine may give.
    private static List<String> capabilities() throws IOException {
        String mask =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(it -> it.startsWith("CapBnd:"))
                        .findFirst()
                        .orElseThrow()
                        .substring(7)
                        .strip();
        long ours = HexFormat.fromHexDigitsToLong(mask);
        return CAPABILITIES.stream()
                .filter(it -> (ours >> CAPABILITIES.indexOf(it) & 1) == 1)
                .toList();
    }

    private List<String> command(Launch launch, List<String> options) {
        String name = "openclaw-test-control-" + UUID.randomUUID();
        made.add(name);
        var command = new ArrayList<>(List.of("run", "--name", name));
        command.addAll(options);
        launch.env().forEach((key, value) -> command.addAll(List.of("--env", key + "=" + value)));
        command.add(image);
        command.addAll(launch.argv());
        return command;
    }

    private static String docker(List<String> words) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Files.isExecutable(Path.of("/usr/bin/docker"))
                                        ? "/usr/bin/docker"
                                        : "docker"));
        command.addAll(words);
        var errors = Files.createTempFile("docker", ".err");
        var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.onExit().join().exitValue();
        assertThat(code).as("docker: %s", Files.readString(errors)).isZero();
        Files.delete(errors);
        return said;
    }

    @Override
    public void close() throws IOException {
        var command = new ArrayList<>(List.of("rm", "--force", "--volumes"));
        command.addAll(made);
        docker(command);
    }
}
