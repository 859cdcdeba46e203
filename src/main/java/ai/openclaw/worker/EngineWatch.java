package ai.openclaw.worker;

import ai.openclaw.queue.Node;
import ai.openclaw.sandbox.SandboxEngine;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Claims nothing while the engine is away: each attempt would only fail, and a task has few that
/// our side may spoil. Tasks wait, or run on another node.
@Component
class EngineWatch implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EngineWatch.class);
    private static final int LOOK_SECONDS = 5;

    private final SandboxEngine engine;
    private final Node node;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("engine-watch").factory());
    private boolean away;

    EngineWatch(SandboxEngine engine, Node node) {
        this.engine = engine;
        this.node = node;
        var _ = rounds.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /// Something that it was asked failed, so it is looked at now.
    void suspect() {
        if (!rounds.isShutdown()) {
            rounds.execute(this::look);
        }
    }

    private void look() {
        boolean here = engine.answers();
        if (here == away) {
            away = !here;
            node.rest(away);
            log.atLevel(away ? Level.ERROR : Level.INFO)
                    .log(
                            away
                                    ? "The engine does not answer; nothing is claimed until it does."
                                    : "The engine is back.");
        }
    }

    @Override
    public void destroy() {
        rounds.shutdown();
    }
}
