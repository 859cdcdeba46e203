package ai.openclaw.auth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API token that works, without its secret.
///
/// @param createdBy who made it, or `start`
/// @param lastUsedAt to the minute
record ApiToken(
        UUID id, String name, String createdBy, Instant createdAt, @Nullable Instant lastUsedAt) {}
