package ai.openclaw.worker;

import ai.openclaw.queue.Drain;
import ai.openclaw.queue.Node;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.SandboxEngine;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Empties this gateway when it is asked to drain: the warm sandboxes first, then whatever runs,
/// waited for or ended, and at last what the engine keeps for the next start, such as lanes.
@Component
class Drainage implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Drainage.class);
    private static final long LOOK_MILLIS = 250;

    private final Node node;
    private final WarmAgents warm;
    private final StopSignals signals;
    private final LiveSandboxes live;
    private final SandboxEngine engine;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("drain").factory());
    private volatile Drain wanted = Drain.NONE;
    private boolean empty;

    Drainage(
            Node node,
            WarmAgents warm,
            StopSignals signals,
            LiveSandboxes live,
            SandboxEngine engine) {
        this.node = node;
        this.warm = warm;
        this.signals = signals;
        this.live = live;
        this.engine = engine;
        node.onDrain(this::drain);
        var _ = rounds.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void drain(Drain wanted) {
        this.wanted = wanted;
        warm.none(wanted != Drain.NONE);
    }

    private void look() {
        if (wanted == Drain.NONE) {
            empty = false;
            return;
        }
        if (wanted == Drain.KILL) {
            signals.killAll("a drain of its node");
        }
        if (empty || !node.idle() || !live.list().isEmpty()) {
            return;
        }
        try {
            engine.retire();
            node.drained();
            empty = true;
            log.info("Nothing is left on this gateway; it may be ended.");
        } catch (EngineUnavailable e) {
            log.warn("Something is left on the engine, trying again: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Cannot say that nothing is left, trying again: {}", e.toString());
        }
    }

    @Override
    public void destroy() {
        rounds.shutdown();
    }
}
