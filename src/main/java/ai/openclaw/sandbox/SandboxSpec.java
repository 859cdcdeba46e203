package ai.openclaw.sandbox;

import ai.openclaw.base.ByteSize;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a sandbox is made of, before anything of a task is in it.
///
/// @param id its own; containers, volumes and processes are named by it
/// @param image as [SandboxEngine#prepare] returned it
/// @param memory of memory and swap together
/// @param cpus cores, in fractions
/// @param pids processes and threads
/// @param disk bytes in `/workspace`, as far as the engine can hold it
/// @param output bytes of output after which the worker stops the sandbox; the engine sizes its own
///   buffers and files by it
/// @param runtime such as `runsc`; null for the engine's default
/// @param lifetime after which it ends by itself, should nobody be there to end it
/// @param network what it should be able to reach; [Sandbox#reach] tells what it can
public record SandboxSpec(
        UUID id,
        Image image,
        ByteSize memory,
        double cpus,
        int pids,
        ByteSize disk,
        ByteSize output,
        @Nullable String runtime,
        Duration lifetime,
        NetworkMode network) {

    /// Longer than any task may run.
    private static final Duration LONGEST = Duration.ofDays(8);

    private static final UUID NOBODY = new UUID(0, 0);

    /// One that reaches nothing and may live long.
    public SandboxSpec(
            UUID id,
            Image image,
            ByteSize memory,
            double cpus,
            int pids,
            ByteSize disk,
            ByteSize output,
            @Nullable String runtime) {
        this(id, image, memory, cpus, pids, disk, output, runtime, LONGEST, NetworkMode.NONE);
    }

    /// Of the same kind, with these of its own.
    public SandboxSpec with(UUID id, Image image, Duration lifetime) {
        return new SandboxSpec(
                id, image, memory, cpus, pids, disk, output, runtime, lifetime, network);
    }

    /// What all sandboxes have in common that can stand in for each other: everything but id and
    /// lifetime, the image by the name it is asked for.
    SandboxSpec kind() {
        return with(NOBODY, Image.named(image.name()), Duration.ZERO);
    }
}
