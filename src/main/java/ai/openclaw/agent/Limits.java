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
        @Nullable ByteSize output) {

    /// These limits, with those of `other` where there is none.
    public Limits orElse(Limits other) {
        return new Limits(
                memory != null ? memory : other.memory,
                cpus != null ? cpus : other.cpus,
                pids != null ? pids : other.pids,
                disk != null ? disk : other.disk,
                output != null ? output : other.output);
    }
}
