package ai.openclaw.task;

import java.util.UUID;

/// Bytes that a client sent ahead of its tasks.
///
/// @param sha256 in hex
record Upload(UUID id, long bytes, String sha256) {}
