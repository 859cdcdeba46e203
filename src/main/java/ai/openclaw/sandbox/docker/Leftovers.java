package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/// Finds and removes what belongs to sandboxes of this node. Goes by names and labels alone, so it
/// needs to remember nothing.
final class Leftovers {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final DockerClient docker;
    private final DockerCalls calls;
    private final Labels labels;

    Leftovers(DockerClient docker, DockerCalls calls, Labels labels) {
        this.docker = docker;
        this.calls = calls;
        this.labels = labels;
    }

    /// Every sandbox of which there is a container or a volume.
    Set<UUID> sandboxes() {
        return calls.call(
                "listing the sandboxes",
                () -> {
                    Set<UUID> found = new HashSet<>();
                    docker.listContainersCmd()
                            .withShowAll(true)
                            .withLabelFilter(labels.filter())
                            .exec()
                            .forEach(container ->
                                    Labels.sandbox(container.getLabels()).ifPresent(found::add));
                    var volumes =
                            docker.listVolumesCmd()
                                    .withFilter("label", labels.filter())
                                    .exec()
                                    .getVolumes();
                    Objects.requireNonNullElse(
                                    volumes,
                                    List
                                            .<com.github.dockerjava.api.command
                                                            .InspectVolumeResponse>
                                                    of())
                            .forEach(volume ->
                                    Labels.sandbox(volume.getLabels()).ifPresent(found::add));
                    return found;
                });
    }

    /// Removes containers and volume, and returns when the engine knows them no more.
    ///
    /// @throws EngineUnavailable if it still does after a minute
    void remove(UUID sandbox) {
        calls.call(
                "destroying sandbox " + sandbox,
                LIMIT.plusSeconds(5),
                () -> {
                    long deadline = System.nanoTime() + LIMIT.toNanos();
                    removeContainer(Labels.seedName(sandbox), deadline);
                    removeContainer(Labels.name(sandbox), deadline);
                    removeVolume(Labels.name(sandbox), deadline);
                    return true;
                });
    }

    /// The way for a container that is known to be ours and unimportant: fire and forget.
    void removeSoon(String container) {
        Thread.ofVirtual()
                .name("docker-remove")
                .start(() -> {
                    try {
                        docker.removeContainerCmd(container).withForce(true).exec();
                    } catch (RuntimeException e) {
                        // The sandbox's own end removes it again.
                    }
                });
    }

    private void removeContainer(String name, long deadline) throws InterruptedException {
        untilGone(
                deadline,
                () -> {
                    var found = docker.inspectContainerCmd(name).exec();
                    if (!labels.ours(Objects.requireNonNull(found.getConfig()).getLabels())) {
                        throw new NotFoundException("not ours");
                    }
                    docker.removeContainerCmd(name).withForce(true).withRemoveVolumes(true).exec();
                    return true;
                });
    }

    private void removeVolume(String name, long deadline) throws InterruptedException {
        untilGone(
                deadline,
                () -> {
                    if (!labels.ours(docker.inspectVolumeCmd(name).exec().getLabels())) {
                        throw new NotFoundException("not ours");
                    }
                    docker.removeVolumeCmd(name).exec();
                    return true;
                });
    }

    /// Repeats until the engine says that it knows no such thing. Meanwhile another removal may be
    /// under way, or a mount still busy.
    private void untilGone(long deadline, Callable<Boolean> removal) throws InterruptedException {
        long pause = 10;
        while (true) {
            try {
                removal.call();
                continue;
            } catch (NotFoundException e) {
                return;
            } catch (ConflictException e) {
                giveUpAfter(deadline, e);
            } catch (DockerException e) {
                if (e.getHttpStatus() < 500) {
                    throw calls.refused("the removal", e);
                }
                giveUpAfter(deadline, e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError("no other exception is thrown here", e);
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, 1_000);
        }
    }

    private void giveUpAfter(long deadline, DockerException e) {
        if (System.nanoTime() > deadline) {
            throw calls.refused("the removal", e);
        }
    }
}
