package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs a script on one block device in a container that has nothing else: no capability, no
/// network, no volume. For a gateway that may not write to the device itself.
final class DiskContainer {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long MIB = 1 << 20;

    private final DockerClient docker;
    private final DockerCalls calls;
    private final Labels labels;
    private final String image;
    private final Set<UUID> own;
    private final Consumer<UUID> remove;

    /// @param image where the script's tools are
    /// @param own holds the ids of helpers under way, so that nobody takes them for leftovers
    /// @param remove destroys the sandbox of this id
    DiskContainer(
            DockerClient docker,
            DockerCalls calls,
            Labels labels,
            String image,
            Set<UUID> own,
            Consumer<UUID> remove) {
        this.docker = docker;
        this.calls = calls;
        this.labels = labels;
        this.image = image;
        this.own = own;
        this.remove = remove;
    }

    /// @return what it printed
    /// @throws IOException if it failed, or there is no such image
    String run(Path device, String script, List<String> arguments) throws IOException {
        var id = UUID.randomUUID();
        own.add(id);
        try {
            String container =
                    calls.call("making a helper", () -> create(id, device, script, arguments));
            var result = calls.call("waiting for a helper", LIMIT, () -> result(container));
            if (result.code != 0) {
                throw new IOException(
                        result.printed.strip().replace('\n', ' ')
                                + " (exit code "
                                + result.code
                                + ")");
            }
            return result.printed;
        } catch (NotFoundException e) {
            throw new IOException("there is no image '" + image + "' to format it with", e);
        } finally {
            remove.accept(id);
            own.remove(id);
        }
    }

    private String create(UUID id, Path device, String script, List<String> arguments) {
        var command = new ArrayList<>(List.of("-c", script, "sh"));
        command.addAll(arguments);
        return docker.createContainerCmd(image)
                .withName(Labels.name(id))
                .withLabels(labels.of(id))
                .withUser("0:0")
                .withWorkingDir("/")
                .withEntrypoint("/bin/sh")
                .withCmd(command)
                .withHostConfig(
                        HostConfig.newHostConfig()
                                .withNetworkMode("none")
                                .withIpcMode("private")
                                .withPrivileged(false)
                                .withCapDrop(Capability.ALL)
                                .withSecurityOpts(
                                        List.of(
                                                "no-new-privileges:true",
                                                "seccomp=" + Seccomp.PROFILE))
                                .withReadonlyRootfs(true)
                                .withDevices(new Device("rw", device.toString(), device.toString()))
                                .withMemory(256 * MIB)
                                .withMemorySwap(256 * MIB)
                                .withPidsLimit(16L)
                                .withLogConfig(
                                        new LogConfig(
                                                LoggingType.JSON_FILE,
                                                Map.of("max-size", "1m", "max-file", "1"))))
                .exec()
                .getId();
    }

    private record Result(int code, String printed) {}

    private Result result(String container) throws Exception {
        docker.startContainerCmd(container).exec();
        int code;
        try (var end = docker.waitContainerCmd(container).exec(new WaitContainerResultCallback())) {
            code = end.awaitStatusCode(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        var printed = new Printed();
        try (printed) {
            docker.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(code != 0)
                    .exec(printed)
                    .awaitCompletion();
        }
        return new Result(code, printed.text.toString());
    }

    private static final class Printed extends ResultCallback.Adapter<Frame> {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onNext(Frame frame) {
            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
        }
    }
}
