package ai.openclaw.sandbox;

import ai.openclaw.base.ByteSize;
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
public record SandboxSpec(
        UUID id,
        Image image,
        ByteSize memory,
        double cpus,
        int pids,
        ByteSize disk,
        ByteSize output,
        @Nullable String runtime) {}
