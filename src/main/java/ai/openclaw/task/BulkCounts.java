package ai.openclaw.task;

/// What became of the tasks that a filter matched.
///
/// @param matched those that agreed with the filter and were in a state that the action is for: the
///   sum of what follows
/// @param cancelled queued ones, over now
/// @param requested running ones that are being stopped now
/// @param retried failed or cancelled ones that have a new attempt
/// @param skipped running ones of which it had been asked before
public record BulkCounts(long matched, long cancelled, long requested, long retried, long skipped) {

    static final BulkCounts NONE = new BulkCounts(0, 0, 0, 0, 0);

    BulkCounts plus(BulkCounts more) {
        return new BulkCounts(
                matched + more.matched,
                cancelled + more.cancelled,
                requested + more.requested,
                retried + more.retried,
                skipped + more.skipped);
    }

    /// How many are or would be changed.
    public long changed() {
        return matched - skipped;
    }
}
