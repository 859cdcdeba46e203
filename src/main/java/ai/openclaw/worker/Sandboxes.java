package ai.openclaw.worker;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.Pool;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sees to it that no sandbox outlives its attempt: each attempt destroys its own, warm or not.
@Component
class Sandboxes {

    private static final Logger log = LoggerFactory.getLogger(Sandboxes.class);
    private static final int TRIES = 5;

    private final Pool pool;
    private final LiveSandboxes live;
    private final Clock clock;

    Sandboxes(Pool pool, LiveSandboxes live, Clock clock) {
        this.pool = pool;
        this.live = live;
        this.clock = clock;
    }

    /// A place for one attempt's sandbox, which may not be there yet.
    Place place(Steps steps) {
        return new Place(Ids.next(), steps);
    }

    /// The place where an earlier process had an attempt's sandbox.
    Place placeOf(UUID sandbox, String image, Steps steps) {
        var place = new Place(sandbox, steps);
        place.asked = true;
        live.hold(sandbox, image);
        return place;
    }

    /// @throws EngineUnavailable if it may still be there
    Instant destroy(UUID sandbox) {
        live.destroy(sandbox);
        return clock.instant();
    }

    /// Where one attempt's sandbox is, will be or was.
    final class Place implements AutoCloseable {

        private final Steps steps;
        private UUID id;
        private boolean asked;
        private boolean closed;
        private @Nullable Instant gone;

        private Place(UUID id, Steps steps) {
            this.id = id;
            this.steps = steps;
        }

        /// Takes a warm sandbox of this kind or makes one; from now on something may be here.
        ///
        /// @param spec image by name; the id is of no account
        Pool.Taken open(SandboxSpec spec, Consumer<String> progress)
                throws ImageUnavailable, InterruptedException, IOException {
            UUID cold = begin(spec.image().name());
            var taken = pool.take(spec.with(cold, spec.image(), spec.lifetime()), progress);
            if (!settle(taken.sandbox().id())) {
                // Nobody waits for it any more: its attempt was broken off while this was made.
                destroyAndRelease(taken.sandbox().id());
                throw new IOException("the attempt has ended");
            }
            return taken;
        }

        private synchronized UUID begin(String image) throws IOException {
            if (closed) {
                throw new IOException("the attempt has ended");
            }
            asked = true;
            live.hold(id, image);
            return id;
        }

        private synchronized boolean settle(UUID taken) {
            if (closed) {
                return false;
            }
            if (!taken.equals(id)) {
                live.release(id);
                id = taken;
            }
            return true;
        }

        /// Destroys what was opened, so that another can be.
        ///
        /// @throws EngineUnavailable if it may still be there; [#destroy] is still to be called
        synchronized void giveBack() {
            Sandboxes.this.destroy(id);
            live.release(id);
            id = Ids.next();
            asked = false;
        }

        /// Whether there is or was anything.
        synchronized boolean asked() {
            return asked;
        }

        /// Leaves what is here as it is, for the next process of this node.
        synchronized void leave() {
            closed = true;
            asked = false;
        }

        /// Removes every trace, trying several times.
        ///
        /// @return when it was gone; null if nothing ever was there, or if it could not be
        ///   destroyed and is left to the reaper
        synchronized @Nullable Instant destroy() {
            closed = true;
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

        private void destroyAndRelease(UUID late) {
            try {
                live.destroy(late);
            } finally {
                live.release(late);
            }
        }

        @Override
        public synchronized void close() {
            try {
                destroy();
            } finally {
                live.release(id);
            }
        }
    }
}
