package ai.openclaw.sandbox.docker;

import ai.openclaw.base.ByteSize;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.docker.DiskFolder.Device;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Block devices that root prepared, each for one sandbox at a time. Which are taken, the engine's
/// volumes say, so that nothing has to be remembered over a restart; this process knows only those
/// on their way in or out.
final class Disks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Disks.class);
    private static final long AGAIN = Duration.ofMinutes(1).toNanos();

    private static final UUID NOBODY = new UUID(0, 0);

    /// Wiping waits for a mount that is just going away.
    private static final int WIPES = 20;

    private final DiskFolder folder;
    private final DiskFormat format;
    private final DiskLock lock;
    private final Supplier<Optional<String>> standing;
    private final Supplier<Map<String, String>> volumes;

    /// By device: the sandbox that has it.
    private final Map<Path, UUID> held = new HashMap<>();

    private final Set<Path> wiped = new HashSet<>();
    private final Map<Path, Aside> aside = new HashMap<>();

    /// @param why as a sentence
    private record Aside(String why, long since) {}

    /// @param device null if there is none
    /// @param why then the reason, as a sentence
    record Claim(@Nullable Device device, @Nullable String why) {

        static final Claim NONE = new Claim(null, null);
    }

    /// @param standing why this engine can have none, if it cannot
    /// @param volumes the devices that the engine's volumes are on, whoever's they are, by the
    ///   volume's name
    Disks(
            DiskFolder folder,
            DiskFormat format,
            Supplier<Optional<String>> standing,
            Supplier<Map<String, String>> volumes) {
        this.folder = folder;
        this.format = format;
        this.lock = new DiskLock(folder.folder().resolve("lock"));
        this.standing = standing;
        this.volumes = volumes;
    }

    DiskFormat format() {
        return format;
    }

    /// Takes a disk for a sandbox and formats it. Waits for nobody: where there is none, others
    /// hold the sandbox to its limit.
    ///
    /// @throws EngineUnavailable if the engine does not answer
    Claim claim(SandboxSpec spec) {
        while (true) {
            var claim = take(spec);
            var device = claim.device();
            if (device == null) {
                return claim;
            }
            try {
                format.format(device.path(), spec.disk().bytes());
                return claim;
            } catch (IOException | DockerException e) {
                putAside(device, "cannot be formatted: " + e.getMessage());
            } catch (RuntimeException e) {
                putAside(device, "could not be formatted: " + e.getMessage());
                throw e;
            }
        }
    }

    private synchronized Claim take(SandboxSpec spec) {
        var obstacle = obstacle();
        if (obstacle.isPresent()) {
            return new Claim(null, obstacle.get());
        }
        var found = folder.look();
        var fitting =
                found.devices().stream()
                        .filter(device -> device.bytes() >= spec.disk().bytes())
                        .toList();
        if (fitting.isEmpty()) {
            return new Claim(
                    null,
                    found.devices().isEmpty()
                            ? String.join(" ", found.problems())
                            : "No prepared disk is as large as its limit of " + spec.disk() + ".");
        }
        var used = Set.copyOf(volumes.get().values());
        for (var device : fitting) {
            if (free(device.path(), used)) {
                held.put(device.path(), spec.id());
                return new Claim(device, null);
            }
        }
        return new Claim(null, taken(fitting));
    }

    /// What stands against all of them.
    private Optional<String> obstacle() {
        return standing.get().or(lock::missing);
    }

    /// Why an engine can have none, as a sentence.
    static Optional<String> obstacle(DockerAddress address, Host host) {
        if (!(address instanceof DockerAddress.Unix)) {
            return Optional.of("The engine is on another host than the prepared disks.");
        }
        if (host.mapsUsers()) {
            return Optional.of(
                    "An engine that maps user ids mounts no file system that the host's root made.");
        }
        if (host.desktop()) {
            return Optional.of("Docker Desktop's virtual machine does not have this host's disks.");
        }
        return Optional.empty();
    }

    private boolean free(Path device, Set<String> used) {
        var broken = aside.get(device);
        if (broken != null && System.nanoTime() - broken.since > AGAIN) {
            aside.remove(device);
            broken = null;
        }
        return broken == null
                && !held.containsKey(device)
                && !wiped.contains(device)
                && !used.contains(device.toString());
    }

    private String taken(List<Device> fitting) {
        String all = fitting.size() == 1 ? "The only prepared disk" : "Each prepared disk";
        var broken =
                fitting.stream()
                        .map(device -> aside.get(device.path()))
                        .filter(Objects::nonNull)
                        .findFirst();
        return all + " of its size is in use." + broken.map(aside -> " " + aside.why()).orElse("");
    }

    private synchronized void putAside(Device device, String why) {
        String sentence = "The disk " + device.path() + " " + why + ".";
        LOG.warn(sentence);
        aside.put(device.path(), new Aside(sentence, System.nanoTime()));
        held.remove(device.path());
    }

    /// The disk that a sandbox has, were it since before a restart.
    Optional<Path> of(UUID sandbox) {
        var known = holding(sandbox);
        if (known.isPresent()) {
            return known;
        }
        String device = volumes.get().getOrDefault(Labels.name(sandbox), "");
        return folder.look().devices().stream()
                .map(Device::path)
                .filter(path -> path.toString().equals(device))
                .findFirst();
    }

    /// Nothing of its sandbox is left: its blocks go back to the host, in the background, and then
    /// it is free.
    void giveBack(UUID sandbox, Path device) {
        synchronized (this) {
            var holder = held.get(device);
            // Another destruction of the same sandbox may have been faster, and the disk be
            // another's by now.
            boolean ours = holder == null ? idle(device) : holder.equals(sandbox);
            if (!ours || !wiped.add(device)) {
                return;
            }
            held.remove(device);
        }
        Thread.ofVirtual().name("disk-wipe").start(() -> wipe(device));
    }

    private boolean idle(Path device) {
        return lock.missing().isEmpty() && !volumes.get().containsValue(device.toString());
    }

    void withdraw(UUID sandbox) {
        holding(sandbox).ifPresent(device -> giveBack(sandbox, device));
    }

    private synchronized Optional<Path> holding(UUID sandbox) {
        return held.entrySet().stream()
                .filter(one -> one.getValue().equals(sandbox))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void wipe(Path device) {
        try {
            for (int tries = 1; ; tries++) {
                try {
                    format.wipe(device);
                    return;
                } catch (IOException e) {
                    if (tries == WIPES) {
                        throw e;
                    }
                    Thread.sleep(50L * tries);
                }
            }
        } catch (IOException | EngineUnavailable | DockerException e) {
            // The next sandbox's format does it.
            LOG.warn("{} keeps what its sandbox wrote for now: {}", device, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                wiped.remove(device);
            }
        }
    }

    /// Frees what an earlier run left on disks that no sandbox has.
    void prepare() {
        if (obstacle().isEmpty()) {
            folder.look().devices().forEach(device -> giveBack(NOBODY, device.path()));
        }
    }

    /// How many sandboxes it holds at a time, as a clause; or that it holds none, and why.
    synchronized String describe() {
        var found = folder.look();
        var devices = found.devices();
        var obstacle = obstacle();
        if (obstacle.isPresent() || devices.isEmpty()) {
            return "disk limits are watched. "
                    + obstacle.orElseGet(() -> String.join(" ", found.problems()));
        }
        return "disk limits up to "
                + new ByteSize(devices.getLast().bytes())
                + " are held by file systems of that size, for "
                + devices.size()
                + " sandboxes at a time, and watched for others"
                + (found.problems().isEmpty() ? "" : ". " + String.join(" ", found.problems()));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
