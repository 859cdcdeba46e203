package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LaneDoor;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The container that stands in the lanes where the gateway is a process of the host. It passes
/// bytes between the lanes' ports and one Unix socket of the gateway for each, and has no other way
/// anywhere. It outlives the gateway and restarts with the engine.
final class Relay implements LaneSide {

    private static final String PROGRAM = program();
    private static final String FOLDER = "/lanes";

    /// Neither root nor the sandboxes' user.
    private static final String USER = "10002:10002";

    private static final long MIB = 1 << 20;

    private final DockerClient docker;
    private final DockerCalls calls;
    private final Labels labels;
    private final Path folder;
    private final String image;
    private final String recipe;

    /// @param folder of the gateway's sockets
    /// @param image by its id
    Relay(DockerClient docker, DockerCalls calls, Labels labels, Path folder, String image) {
        this.docker = docker;
        this.calls = calls;
        this.labels = labels;
        this.folder = folder;
        this.image = image;
        this.recipe =
                Integer.toHexString(
                        Objects.hash(
                                PROGRAM, Seccomp.PROFILE, folder.toString(), image, USER, FOLDER));
    }

    private static String program() {
        try (InputStream in = Relay.class.getResourceAsStream("relay.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void join(Lane lane, String network) {
        var there = inspect().filter(this::current);
        if (there.isEmpty()) {
            make(lane);
        } else if (!Boolean.TRUE.equals(there.get().getState().getRunning())) {
            start();
        }
        OwnContainer.join(docker, calls, labels.door(), lane, network);
    }

    private Optional<InspectContainerResponse> inspect() {
        return calls.call(
                "looking for the relay",
                () -> {
                    try {
                        return Optional.of(docker.inspectContainerCmd(labels.door()).exec());
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    /// Whether it is as this version would make it. One of an earlier version is replaced; it is in
    /// no lane then, until each is joined again.
    private boolean current(InspectContainerResponse found) {
        var marked = Objects.requireNonNull(found.getConfig()).getLabels();
        if (!labels.ours(marked)) {
            throw new EngineUnavailable(
                    "There is a container " + labels.door() + " that is not ours", null);
        }
        boolean current = recipe.equals(Objects.requireNonNull(marked).get(Labels.RECIPE));
        if (!current) {
            remove();
        }
        return current;
    }

    private void make(Lane first) {
        calls.call(
                "making the relay",
                () ->
                        docker.createContainerCmd(image)
                                .withName(labels.door())
                                .withLabels(labels.ofDoor(recipe))
                                .withHostName("door")
                                .withUser(USER)
                                .withWorkingDir("/")
                                .withEnv(List.of())
                                .withEntrypoint("/usr/bin/python3", "-I", "-S", "-c", PROGRAM)
                                .withCmd(FOLDER)
                                .withIpv4Address(first.gateway())
                                .withHostConfig(host(first))
                                .exec());
        start();
    }

    private HostConfig host(Lane first) {
        return HostConfig.newHostConfig()
                .withNetworkMode(first.name())
                .withDns("127.0.0.1")
                .withIpcMode("private")
                .withPrivileged(false)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true", "seccomp=" + Seccomp.PROFILE))
                .withReadonlyRootfs(true)
                .withBinds(new Bind(folder.toString(), new Volume(FOLDER), AccessMode.ro))
                .withSysctls(
                        Map.of(
                                "net.ipv4.ip_forward", "0",
                                "net.ipv6.conf.all.disable_ipv6", "1",
                                "net.ipv6.conf.default.disable_ipv6", "1"))
                .withMemory(256 * MIB)
                .withMemorySwap(256 * MIB)
                .withNanoCPUs(1_000_000_000L)
                .withPidsLimit(16L)
                .withUlimits(List.of(new Ulimit("nofile", 16_384L, 16_384L)))
                .withInit(true)
                .withRestartPolicy(RestartPolicy.alwaysRestart())
                .withLogConfig(
                        new LogConfig(
                                LoggingType.JSON_FILE, Map.of("max-size", "1m", "max-file", "1")));
    }

    private void start() {
        calls.call(
                "starting the relay",
                () -> {
                    try {
                        docker.startContainerCmd(labels.door()).exec();
                    } catch (NotModifiedException e) {
                        // It runs.
                    }
                    return true;
                });
    }

    /// Removes it; one that is gone is fine.
    void remove() {
        remove(docker, calls, labels);
    }

    static void remove(DockerClient docker, DockerCalls calls, Labels labels) {
        calls.call(
                "removing the relay",
                () -> {
                    try {
                        docker.removeContainerCmd(labels.door()).withForce(true).exec();
                    } catch (NotFoundException e) {
                        // Fine.
                    }
                    return true;
                });
    }

    @Override
    public LaneDoor.Place place(Lane lane, int port) {
        return new LaneDoor.Place.Socket(folder.resolve(lane.gateway() + "." + port));
    }

    @Override
    public String describe() {
        return "the relay " + labels.door() + " is in them";
    }
}
