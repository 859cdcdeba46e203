package ai.openclaw.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much this gateway runs, and how patient it is with its peers.
///
/// @param workers `OPENCLAW_WORKERS`: attempts at a time; absent: two for each core
/// @param takeover `OPENCLAW_TAKEOVER`: how long another gateway has to be silent until its
///   attempts are given to others
@ConfigurationProperties("openclaw")
record QueueSettings(@Nullable Integer workers, @DefaultValue("PT45S") Duration takeover) {

    /// Three missed heartbeats may be a busy machine.
    private static final Duration LEAST_TAKEOVER = Duration.ofSeconds(12);

    QueueSettings {
        if (workers == null) {
            workers = 2 * Runtime.getRuntime().availableProcessors();
        }
        if (workers < 1 || workers > 1000) {
            throw new IllegalArgumentException(
                    "OPENCLAW_WORKERS must be from 1 to 1000, not " + workers);
        }
        if (takeover.compareTo(LEAST_TAKEOVER) < 0) {
            throw new IllegalArgumentException(
                    "OPENCLAW_TAKEOVER must be at least PT12S, not " + takeover);
        }
    }

    int limit() {
        return workers == null ? 1 : workers;
    }
}
