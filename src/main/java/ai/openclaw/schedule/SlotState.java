package ai.openclaw.schedule;

/// What became of a due moment.
public enum SlotState {
    /// Its task was enqueued.
    FIRED,
    /// Nobody fired it in time, or its task was refused.
    MISSED,
    /// An earlier task of the schedule was in its way.
    OVERLAPPED,
    /// The schedule was paused.
    PAUSED
}
