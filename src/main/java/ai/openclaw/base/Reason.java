package ai.openclaw.base;

/// Why an attempt or a task ended in anything but success. The names are part of the API.
public enum Reason {
    /// The program ended with an exit code other than 0.
    EXIT_CODE,
    /// The program was stopped at its time limit.
    TIMEOUT,
    /// The kernel killed the program at its memory limit.
    OUT_OF_MEMORY,
    /// The program filled its disk.
    DISK,
    /// The task's token or money budget was used up.
    BUDGET,
    /// The image could not be had.
    IMAGE,
    /// Not started within its `queueTtl`.
    EXPIRED,
    /// Our side failed: engine, node or database.
    INFRASTRUCTURE,
    /// A required isolation probe did not hold, so nothing was started.
    ISOLATION,
    /// A person or a program cancelled it.
    CANCELLED
}
