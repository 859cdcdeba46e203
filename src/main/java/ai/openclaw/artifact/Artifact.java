package ai.openclaw.artifact;

import java.time.Instant;

/// One file that an attempt left in `/workspace/out`.
///
/// @param path below `/workspace/out`, relative and safe to show
/// @param sha256 in hex
public record Artifact(int attempt, String path, long bytes, String sha256, Instant createdAt) {}
