package ai.openclaw.worker;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.SandboxEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sees to it that no sandbox outlives its attempt: each attempt destroys its own, and the reaper
/// destroys whatever is there without one, such as what a crash left.
@Component
class Sandboxes {

    private static final Logger log = LoggerFactory.getLogger(Sandboxes.class);
    private static final int TRIES = 5;

    private final SandboxEngine engine;
    private final Clock clock;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    Sandboxes(SandboxEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /// A place for one attempt's sandbox, which may not be there yet.
    Place place(Steps steps) {
        var place = new Place(Ids.next(), steps);
        held.add(place.id);
        return place;
    }

    /// @throws EngineUnavailable if it may still be there
    Instant destroy(UUID sandbox) {
        engine.destroy(sandbox);
        return clock.instant();
    }

    /// Destroys every sandbox that belongs to no attempt of this process.
    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = java.util.concurrent.TimeUnit.SECONDS)
    void reap() {
        try {
            // Held before it is made and until it is destroyed, so what is not held is nobody's.
            for (UUID sandbox : engine.sandboxes()) {
                if (!held.contains(sandbox)) {
                    log.warn("Sandbox {} was left behind; destroying it.", sandbox);
                    engine.destroy(sandbox);
                }
            }
        } catch (EngineUnavailable e) {
            log.warn("Cannot look for sandboxes left behind: {}", e.getMessage());
        }
    }

    /// Where one attempt's sandbox is, will be or was.
    final class Place implements AutoCloseable {

        private final UUID id;
        private final Steps steps;
        private boolean asked;
        private @Nullable Instant gone;

        private Place(UUID id, Steps steps) {
            this.id = id;
            this.steps = steps;
        }

        /// The id to make the sandbox by; from now on something may be there.
        UUID id() {
            asked = true;
            return id;
        }

        /// Removes every trace, trying several times.
        ///
        /// @return when it was gone; null if nothing ever was there, or if it could not be
        ///   destroyed and is left to the reaper
        @Nullable Instant destroy() {
            if (!asked || gone != null) {
                return gone;
            }
            Duration pause = Duration.ofMillis(100);
            for (int tries = 1; ; tries++) {
                try {
                    gone = Sandboxes.this.destroy(id);
                    steps.done("sandbox.destroyed", Map.of("sandbox", id));
                    return gone;
                } catch (RuntimeException e) {
                    log.warn("Sandbox {} cannot be destroyed: {}", id, e.toString());
                    if (tries == TRIES || !slept(pause)) {
                        var detail = Map.<String, Object>of("sandbox", id, "why", e.toString());
                        steps.done("sandbox.left_behind", detail);
                        return null;
                    }
                    pause = pause.multipliedBy(3);
                }
            }
        }

        private static boolean slept(Duration pause) {
            try {
                Thread.sleep(pause);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            try {
                destroy();
            } finally {
                held.remove(id);
            }
        }
    }
}
