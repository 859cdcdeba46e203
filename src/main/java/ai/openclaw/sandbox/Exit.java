package ai.openclaw.sandbox;

import org.jspecify.annotations.Nullable;

/// How the program in a sandbox ended.
public sealed interface Exit {

    /// It ended by itself.
    ///
    /// @param code 0–255; 128 + n where signal n killed it
    /// @param killedForMemory whether the kernel killed some process of it for memory on the way
    /// @param diskFull whether its files filled its disk, as far as the engine can tell, and it did
    ///   not mind
    record Exited(int code, boolean killedForMemory, boolean diskFull) implements Exit {

        public Exited(int code, boolean killedForMemory) {
            this(code, killedForMemory, false);
        }
    }

    /// The kernel killed it at its memory limit.
    record OutOfMemory() implements Exit {}

    /// Its files filled the limit of disk: it was killed for that, or it ended with an error there.
    ///
    /// @param used bytes that its files took; every file counts for something
    /// @param code 0–255 if it ended by itself, else null
    /// @param files whether it was not their size but their number
    record DiskFull(long used, @Nullable Integer code, boolean files) implements Exit {

        public DiskFull(long used, @Nullable Integer code) {
            this(used, code, false);
        }
    }

    /// [Sandbox#stop] or [Sandbox#destroy] ended it. A program that had ended by itself before
    /// keeps its own exit.
    record Stopped() implements Exit {}

    /// Nobody knows: the engine or the sandbox went away under it.
    ///
    /// @param why a sentence for a person
    record Lost(String why) implements Exit {}
}
