package ai.openclaw.fleet;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.task.AttemptSandboxes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Compares what the engine has with what this process and the database know, both ways: destroys
/// what belongs to nobody, and notes in their rows which sandboxes are gone. The engine shows only
/// what carries this installation's and this node's mark, so nobody else's is ever touched.
@Component
class Reaper {

    private static final Logger log = LoggerFactory.getLogger(Reaper.class);

    /// Younger ones may be what an attempt that was broken off is still making.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final SandboxEngine engine;
    private final LiveSandboxes live;
    private final AttemptSandboxes attempts;
    private final Marks marks;
    private final Clock clock;
    private final MeterRegistry meters;
    private volatile int leaked;
    private boolean started;

    Reaper(
            SandboxEngine engine,
            LiveSandboxes live,
            AttemptSandboxes attempts,
            Marks marks,
            Clock clock,
            MeterRegistry meters) {
        this.engine = engine;
        this.live = live;
        this.attempts = attempts;
        this.marks = marks;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("openclaw.sandboxes.leaked", () -> leaked)
                .description(
                        "Sandboxes of nobody, by the reaper's latest look; more than 0 is a bug")
                .register(meters);
        for (String cause : new String[] {"crash", "leak"}) {
            reaped(cause, 0);
        }
    }

    private void reaped(String cause, int times) {
        meters.counter("openclaw.sandboxes.reaped", "cause", cause).increment(times);
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void reap() {
        try {
            Set<UUID> left = destroyStrays();
            attempts.gone(marks.node(), left);
        } catch (EngineUnavailable e) {
            log.warn("Cannot look for sandboxes left behind: {}", e.getMessage());
        } catch (DataAccessException e) {
            log.warn("Cannot note which sandboxes are gone: {}", e.getMessage());
        }
    }

    /// At the first look, strays are what the process before left. Later they are leaks.
    ///
    /// @return what may still be there
    private Set<UUID> destroyStrays() {
        Set<UUID> left = new HashSet<>();
        int found = 0;
        // Listed first: what is made from now on is not in the list, and what is in it was held
        // before it was made.
        var all = engine.sandboxes();
        // After a restart those of running attempts are not held yet: their attempts go on.
        var serving = serving();
        for (UUID sandbox : all) {
            if (live.holds(sandbox) || serving.contains(sandbox) || (started && young(sandbox))) {
                left.add(sandbox);
                continue;
            }
            found++;
            log.warn("Sandbox {} was left behind; destroying it.", sandbox);
            try {
                engine.destroy(sandbox);
                reaped(started ? "leak" : "crash", 1);
            } catch (EngineUnavailable e) {
                log.warn("Sandbox {} cannot be destroyed: {}", sandbox, e.getMessage());
                left.add(sandbox);
            }
        }
        leaked = started ? found : 0;
        started = true;
        return left;
    }

    private Set<UUID> serving() {
        return attempts.serving().stream()
                .filter(it -> it.node().equals(marks.node()))
                .map(AttemptSandboxes.Serving::sandbox)
                .collect(Collectors.toSet());
    }

    /// By the time in its id, if it is one of ours.
    private boolean young(UUID sandbox) {
        return sandbox.version() == 7
                && Instant.ofEpochMilli(sandbox.getMostSignificantBits() >>> 16)
                        .isAfter(clock.instant().minus(GRACE));
    }
}
