package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Looks into an image without running anything of it: by its label, or through a container that is
/// made, read and removed.
final class ImageProbe {

    /// @param shell whether `/bin/sh` is there
    /// @param ownsWorkspace whether `/workspace` and `/workspace/out` belong to the sandbox's user,
    ///   so that a fresh volume becomes right by itself
    /// @param leavesNothing whether a sandbox finds nothing in `/workspace/out`
    record Facts(boolean shell, boolean ownsWorkspace, boolean leavesNothing) {}

    private static final String OWNER = Hardening.USER + ":" + Hardening.USER;

    private final DockerClient docker;
    private final Archives archives;
    private final Labels labels;
    private final Set<UUID> own;
    private final Consumer<UUID> remove;

    /// @param own holds the ids of probes under way, so that nobody takes them for leftovers
    /// @param remove destroys the sandbox of this id
    ImageProbe(
            DockerClient docker,
            Archives archives,
            Labels labels,
            Set<UUID> own,
            Consumer<UUID> remove) {
        this.docker = docker;
        this.archives = archives;
        this.labels = labels;
        this.own = own;
        this.remove = remove;
    }

    Facts look(InspectImageResponse image) throws IOException {
        if (OWNER.equals(imageLabels(image).get(Labels.WORKSPACE))) {
            return new Facts(true, true, true);
        }
        var id = UUID.randomUUID();
        own.add(id);
        try {
            String container =
                    docker.createContainerCmd(Objects.requireNonNull(image.getId()))
                            .withName(Labels.seedName(id))
                            .withLabels(labels.of(id))
                            .withEntrypoint("/bin/sh")
                            .withNetworkDisabled(true)
                            .exec()
                            .getId();
            boolean owns =
                    owned(container, Hardening.WORKSPACE) && owned(container, OutFolder.PATH);
            // Where it does not own them, both are made for each sandbox.
            return new Facts(
                    first(container, "/bin/sh").isPresent(), owns, !owns || empty(container));
        } finally {
            remove.accept(id);
            own.remove(id);
        }
    }

    private static Map<String, String> imageLabels(InspectImageResponse image) {
        var config = image.getConfig();
        var found = config == null ? null : config.getLabels();
        return found == null ? Map.of() : found;
    }

    private boolean owned(String container, String folder) throws IOException {
        return first(container, folder)
                .filter(TarArchiveEntry::isDirectory)
                .filter(entry -> entry.getLongUserId() == Hardening.USER)
                .isPresent();
    }

    private boolean empty(String container) throws IOException {
        try (var in = archives.read(container, OutFolder.PATH)) {
            var entries = new TarArchiveInputStream(in);
            return entries.getNextEntry() != null && entries.getNextEntry() == null;
        }
    }

    private Optional<TarArchiveEntry> first(String container, String path) throws IOException {
        try (var in = archives.read(container, path)) {
            return Optional.ofNullable(new TarArchiveInputStream(in).getNextEntry());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
