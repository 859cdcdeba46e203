package ai.openclaw.task;

/// Somebody has cancelled or retried all tasks that agreed with a filter.
public record BulkDone(BulkAction action, BulkCounts counts, String by) {}
