package ai.openclaw.agent;

import ai.openclaw.base.ByteSize;
import org.jspecify.annotations.Nullable;

/// What an attempt may use. In an agent: the default and at once the ceiling. In a request: null
/// means the agent's value.
///
/// @param memory also the limit of memory and swap together, so there is no swap
/// @param cpus cores, in fractions
/// @param pids processes and threads at a time
/// @param disk bytes in `/workspace`
/// @param output bytes of standard output and error together
public record Limits(
        @Nullable ByteSize memory,
        @Nullable Double cpus,
        @Nullable Integer pids,
        @Nullable ByteSize disk,
        @Nullable ByteSize output) {}
