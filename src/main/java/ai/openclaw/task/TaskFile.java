package ai.openclaw.task;

import java.util.UUID;

/// One input file, or one archive to unpack.
///
/// @param path below `/workspace`, relative, without `..`, already checked
/// @param blob its bytes
/// @param unpack whether the bytes are a tar (plain or gzip), already checked, that unpacks at
///   `path`
public record TaskFile(String path, UUID blob, long bytes, boolean unpack) {}
