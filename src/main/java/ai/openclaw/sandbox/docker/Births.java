package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.SandboxSpec;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/// Makes a sandbox's container and volume, and starts it.
final class Births {

    private final DockerClient docker;
    private final DockerCalls calls;
    private final Labels labels;
    private final Leftovers leftovers;
    private volatile @Nullable Host host;

    Births(DockerClient docker, DockerCalls calls, Labels labels, Leftovers leftovers) {
        this.docker = docker;
        this.calls = calls;
        this.labels = labels;
        this.leftovers = leftovers;
    }

    /// @return the container's id, started and waiting
    String give(SandboxSpec spec, Workspace workspace, @Nullable Lane lane)
            throws ImageUnavailable, InterruptedException {
        refuseInterrupted();
        refuseUnknownRuntime(spec.runtime());
        var hardening = new Hardening(labels, host().cpus());
        String container;
        try {
            container =
                    workspace.copyUp()
                            ? create(hardening, spec, workspace, lane)
                            : createAndSeed(hardening, spec, workspace, lane);
        } catch (ConflictException e) {
            // The name is another's; cleaning up would destroy that one.
            throw calls.refused("a second sandbox " + spec.id(), e);
        } catch (NotFoundException e) {
            clean(spec, e);
            if (DockerCalls.message(e).contains("network")) {
                throw calls.refused("the lane of sandbox " + spec.id(), e);
            }
            throw new ImageUnavailable(
                    "There is no image '" + spec.image().name() + "' any more", e);
        } catch (RuntimeException e) {
            clean(spec, e);
            throw e;
        }
        try {
            refuseInterrupted();
            calls.call("starting the container", () -> docker.startContainerCmd(container).exec());
            refuseInterrupted();
            return container;
        } catch (RuntimeException | InterruptedException e) {
            clean(spec, e);
            throw e;
        }
    }

    private String create(
            Hardening hardening, SandboxSpec spec, Workspace workspace, @Nullable Lane lane) {
        return calls.call(
                "making the container",
                () ->
                        LaneAccess.into(
                                        hardening.sandbox(
                                                docker.createContainerCmd(spec.image().pinned()),
                                                spec,
                                                workspace),
                                        lane)
                                .exec()
                                .getId());
    }

    /// The container and its volume's owner at the same time: each takes some 30 ms.
    private String createAndSeed(
            Hardening hardening, SandboxSpec spec, Workspace workspace, @Nullable Lane lane) {
        var seeding = new FutureTask<>(() -> seed(spec, workspace));
        Thread.ofVirtual().name("docker-seed").start(seeding);
        try {
            return create(hardening, spec, workspace, lane);
        } finally {
            calls.call("giving the volume its owner", () -> joined(seeding));
        }
    }

    private static boolean joined(FutureTask<Boolean> seeding) throws Exception {
        try {
            return seeding.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /// A fresh volume is root's, and neither the sandbox nor a write to its folder can change that:
    /// it takes a container, never started, in which the folder is an entry of its parent.
    private boolean seed(SandboxSpec spec, Workspace workspace) {
        String helper =
                docker.createContainerCmd(spec.image().pinned())
                        .withName(Labels.seedName(spec.id()))
                        .withLabels(labels.of(spec.id()))
                        .withEntrypoint("/bin/sh")
                        .withHostConfig(
                                HostConfig.newHostConfig()
                                        .withNetworkMode("none")
                                        .withMounts(
                                                List.of(
                                                        Hardening.volume(
                                                                spec.id(), workspace, false,
                                                                labels))))
                        .exec()
                        .getId();
        docker.copyArchiveToContainerCmd(helper)
                .withRemotePath("/")
                .withTarInputStream(folders())
                .exec();
        leftovers.removeSoon(helper);
        return true;
    }

    private static InputStream folders() {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (String name : List.of("workspace/", "workspace/out/")) {
                var folder = new TarArchiveEntry(name);
                folder.setMode(0755);
                folder.setIds(Hardening.USER, Hardening.USER);
                tar.putArchiveEntry(folder);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new AssertionError("in memory", e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /// Asked once: it does not change while the engine runs, but for what [#look] is for.
    Host host() {
        var known = host;
        return known != null ? known : look();
    }

    /// What the engine's host has now.
    Host look() {
        var seen = calls.call("asking what it has", () -> Host.of(docker.infoCmd().exec()));
        host = seen;
        return seen;
    }

    /// Where the engine keeps its files, if that is on this host.
    Optional<Path> files() {
        try {
            var root =
                    calls.call(
                            "asking where its files are",
                            () -> docker.infoCmd().exec().getDockerRootDir());
            return Optional.ofNullable(root).map(Path::of).filter(Files::isDirectory);
        } catch (DockerException | EngineUnavailable e) {
            return Optional.empty();
        }
    }

    /// The engine would refuse it too, with words that do not tell whose mistake it is.
    private void refuseUnknownRuntime(@Nullable String runtime) throws ImageUnavailable {
        // An engine learns new runtimes while it runs.
        if (runtime != null
                && !host().runtimes().contains(runtime)
                && !look().runtimes().contains(runtime)) {
            throw new ImageUnavailable(unknown(runtime, host().runtimes()), null);
        }
    }

    static String unknown(String runtime, Set<String> known) {
        return "The Docker Engine has no runtime '"
                + runtime
                + "'; it has "
                + String.join(", ", known)
                + ". Install it there and name it in the engine's daemon.json";
    }

    private void clean(SandboxSpec spec, Exception cause) {
        try {
            leftovers.remove(spec.id());
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
