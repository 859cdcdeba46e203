package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.Survivor;
import ai.openclaw.sandbox.handover.Output;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the containers of an earlier process by their names. A container that outlived its gateway
/// says in its log whether it has its program: a hand-over that broke off ended it, since its
/// standard input ends with the connection.
final class Adoptions {

    private final DockerAddress address;
    private final DockerClient docker;
    private final DockerCalls calls;
    private final Labels labels;
    private final DiskAccess disks;
    private final LaneAccess lanes;

    Adoptions(
            DockerAddress address,
            DockerClient docker,
            DockerCalls calls,
            Labels labels,
            DiskAccess disks,
            LaneAccess lanes) {
        this.address = address;
        this.docker = docker;
        this.calls = calls;
        this.labels = labels;
        this.disks = disks;
        this.lanes = lanes;
    }

    /// @see ai.openclaw.sandbox.SandboxEngine#adopt
    Optional<Survivor> find(SandboxSpec spec, boolean started, DockerEngine engine) {
        return calls.unrefused(
                "looking for sandbox " + spec.id(), () -> look(spec, started, engine));
    }

    private Optional<Survivor> look(SandboxSpec spec, boolean started, DockerEngine engine) {
        var found = container(Labels.name(spec.id()));
        if (found.isEmpty() || !labels.ours(found.get().getConfig().getLabels())) {
            return Optional.empty();
        }
        String container = found.get().getId();
        var log = new ContainerLog(address, container);
        boolean whole = calls.call("reading its log", log::beginsWithTaken);
        if (!whole && !started) {
            return Optional.empty();
        }
        // Whether its folder is as it was, nobody knows any more.
        var out = new OutFolder(engine.archives(), container, false);
        var birth = new Birth(container, lanes.adopt(spec), disks.adopt(spec), out);
        return Optional.of(new Found(new DockerSandbox(spec.id(), birth, engine), log, whole));
    }

    private Optional<InspectContainerResponse> container(String name) {
        return calls.call(
                "looking for " + name,
                () -> {
                    try {
                        return Optional.of(docker.inspectContainerCmd(name).exec());
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    /// @param whole whether its log still has its beginning
    private record Found(DockerSandbox sandbox, ContainerLog log, boolean whole)
            implements Survivor {

        @Override
        public void recall(OutputSink sink) throws IOException {
            var output = output(sink, true);
            log.read(
                    false,
                    null,
                    _ -> {},
                    (stderr, data) -> {
                        if (stderr) {
                            output.stderr(data);
                        } else {
                            output.stdout(data);
                        }
                        return true;
                    });
        }

        @Override
        public Sandbox follow(OutputSink sink, @Nullable Instant since) throws IOException {
            if (!whole && since == null) {
                sink.gap("The engine has no longer the beginning of what the program printed.");
            }
            sandbox.follow(new LogFeed(log, since), output(sink, since == null));
            return sandbox;
        }

        private Output output(OutputSink sink, boolean fromBeginning) {
            return whole && fromBeginning ? new Output(sink, () -> {}) : Output.ofTaken(sink);
        }
    }
}
