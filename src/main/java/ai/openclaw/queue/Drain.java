package ai.openclaw.queue;

/// What people want of a gateway that is to be ended for good.
public enum Drain {
    /// Nothing: it works.
    NONE,
    /// It claims nothing more; what runs may end.
    WAIT,
    /// What runs ends as well, and gets its next attempt elsewhere.
    KILL;

    static Drain of(boolean draining, boolean kills) {
        if (!draining) {
            return NONE;
        }
        return kills ? KILL : WAIT;
    }
}
