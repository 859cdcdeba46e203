package ai.openclaw.blob;

import java.util.UUID;

/// Bytes at rest in Postgres, complete and never changed.
///
/// @param sha256 of the content, in hex
public record Blob(UUID id, long bytes, String sha256) {}
