package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.SandboxSpec;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Gives each sandbox its volume and holds it to its limit: on a disk of its own where there is
/// one, else in a folder of the engine's that is watched.
final class DiskAccess implements AutoCloseable {

    private final Volumes volumes;
    private final Optional<Disks> disks;

    /// @param folder where the prepared disks are, if there are some
    DiskAccess(
            DockerAddress address,
            DockerClient docker,
            DockerCalls calls,
            Supplier<Host> host,
            Optional<Path> folder,
            DiskContainer helper) {
        this.volumes = new Volumes(address, calls, host);
        this.disks =
                folder.map(path ->
                        new Disks(
                                DiskFolder.of(path),
                                new DiskFormat(helper),
                                () -> Disks.obstacle(address, host.get()),
                                () -> calls.call("listing volumes", () -> used(docker))));
    }

    /// Of every installation: a device that is in use is in use.
    private static Map<String, String> used(DockerClient docker) {
        var all = new HashMap<String, String>();
        var found = docker.listVolumesCmd().exec().getVolumes();
        for (var volume : Objects.requireNonNullElse(found, List.<InspectVolumeResponse>of())) {
            String device = Workspace.device(volume.getOptions());
            if (!device.isEmpty()) {
                all.put(volume.getName(), device);
            }
        }
        return all;
    }

    /// What a sandbox's volume is to be, and what holds its limit.
    record Given(Workspace workspace, DiskLimit limit) {}

    /// @param copyUp whether the image's own `/workspace` gives the volume its owner
    /// @throws EngineUnavailable if the engine does not answer
    Given give(SandboxSpec spec, boolean copyUp) {
        var claim = disks.map(all -> all.claim(spec)).orElse(Disks.Claim.NONE);
        var device = claim.device();
        return new Given(
                new Workspace(copyUp, device),
                device == null
                        ? new DiskWatch(
                                volumes, Labels.name(spec.id()), spec.disk().bytes(), claim.why())
                        : new DiskQuota(disks.orElseThrow().format(), device));
    }

    /// What holds a sandbox's limit that was made in an earlier run.
    DiskLimit adopt(SandboxSpec spec) {
        long limit = spec.disk().bytes();
        return disks.flatMap(all -> all.of(spec.id()))
                .<DiskLimit>map(path ->
                        new DiskQuota(
                                disks.orElseThrow().format(), new DiskFolder.Device(path, limit)))
                .orElseGet(() -> new DiskWatch(volumes, Labels.name(spec.id()), limit, null));
    }

    /// Removes a sandbox, and then gives its disk back, also where an earlier run had given it.
    ///
    /// @param removal returns when nothing of it is left
    void around(UUID sandbox, Consumer<UUID> removal) {
        var device = disks.flatMap(all -> all.of(sandbox));
        removal.accept(sandbox);
        device.ifPresent(path -> disks.orElseThrow().giveBack(sandbox, path));
    }

    /// The sandbox could not be made. Where something of it is left, its volume keeps the disk.
    void withdraw(UUID sandbox) {
        disks.ifPresent(all -> all.withdraw(sandbox));
    }

    /// Gives back what disks without a sandbox still hold.
    void prepare() {
        disks.ifPresent(Disks::prepare);
    }

    /// What holds limits of disk, as a clause.
    String describe() {
        return disks.map(Disks::describe).orElse("disk limits are watched");
    }

    /// What is not held, as sentences.
    List<String> caveats() {
        return disks.isEmpty()
                ? List.of(volumes.caveat())
                : List.of(sentence(describe()) + " Where they are watched: " + volumes.caveat());
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0))
                + clause.substring(1)
                + (clause.endsWith(".") ? "" : ".");
    }

    @Override
    public void close() throws IOException {
        if (disks.isPresent()) {
            disks.get().close();
        }
    }
}
