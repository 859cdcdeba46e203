package ai.openclaw.sandbox;

/// How the program in a sandbox ended.
public sealed interface Exit {

    /// It ended by itself.
    ///
    /// @param code 0–255; 128 + n where signal n killed it
    /// @param killedForMemory whether the kernel killed some process of it for memory on the way
    record Exited(int code, boolean killedForMemory) implements Exit {}

    /// The kernel killed it at its memory limit.
    record OutOfMemory() implements Exit {}

    /// [Sandbox#stop] or [Sandbox#destroy] ended it. A program that had ended by itself before
    /// keeps its own exit.
    record Stopped() implements Exit {}

    /// Nobody knows: the engine or the sandbox went away under it.
    ///
    /// @param why a sentence for a person
    record Lost(String why) implements Exit {}
}
