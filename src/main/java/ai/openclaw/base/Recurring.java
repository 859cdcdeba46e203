package ai.openclaw.base;

/// Something that looks by itself when there is work for it, and that is asked to look now and then
/// all the same, in case it sleeps for ever. The room `queue` has JobRunr ask, each minute, on one
/// gateway.
public interface Recurring {

    /// As operators see it, such as `schedule-tick`. Never changes.
    String id();

    /// Looks. Once too often does no harm; returns soon.
    void run();
}
