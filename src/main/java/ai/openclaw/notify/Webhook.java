package ai.openclaw.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where events go, without its secret.
///
/// @param events their names, or `*` for all there are and will be
/// @param disabledBecause why the gateway switched it off, or null
/// @param secretMadeAt since when the present secret signs
public record Webhook(
        UUID id,
        String url,
        String description,
        List<String> events,
        boolean enabled,
        @Nullable String disabledBecause,
        String createdBy,
        Instant createdAt,
        @Nullable Instant secretMadeAt) {}
