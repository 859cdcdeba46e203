package ai.openclaw.sandbox;

import ai.openclaw.sandbox.SandboxMeters.Discard;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Destroys warm sandboxes that get no task. What cannot be destroyed is left to the reaper.
///
/// @param live holds them until then
record Discards(LiveSandboxes live, SandboxMeters meters) {

    private static final Logger log = LoggerFactory.getLogger(Discards.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Returns at once.
    Thread soon(UUID id, Discard why) {
        return Thread.ofVirtual().name("pool-discard").start(() -> discard(id, why));
    }

    /// Returns when all are gone, or soon after.
    void all(List<UUID> ids, Discard why) {
        ids.stream().map(id -> soon(id, why)).toList().forEach(Discards::join);
    }

    private static void join(Thread thread) {
        try {
            boolean _ = thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void discard(UUID id, Discard why) {
        log.atLevel(why == Discard.DIED ? Level.WARN : Level.DEBUG)
                .log("Warm sandbox {} goes: {}", id, why);
        meters.discarded(why);
        try {
            live.destroy(id);
        } catch (RuntimeException e) {
            log.warn("Warm sandbox {} is left to the reaper: {}", id, e.toString());
        } finally {
            live.release(id);
        }
    }
}
