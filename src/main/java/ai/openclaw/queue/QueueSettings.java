package ai.openclaw.queue;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How much this gateway runs.
///
/// @param workers `OPENCLAW_WORKERS`: attempts at a time; absent: two for each core
@ConfigurationProperties("openclaw")
record QueueSettings(@Nullable Integer workers) {

    QueueSettings {
        if (workers == null) {
            workers = 2 * Runtime.getRuntime().availableProcessors();
        }
        if (workers < 1 || workers > 1000) {
            throw new IllegalArgumentException(
                    "OPENCLAW_WORKERS must be from 1 to 1000, not " + workers);
        }
    }

    int limit() {
        return workers == null ? 1 : workers;
    }
}
