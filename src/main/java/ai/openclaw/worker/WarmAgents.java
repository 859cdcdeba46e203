package ai.openclaw.worker;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.Agents;
import ai.openclaw.agent.AllowedImages;
import ai.openclaw.database.Notifications;
import ai.openclaw.sandbox.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Tells the pool what the agents of today want warm: at the start, when an agent changes on any
/// node, and now and then.
@Component
class WarmAgents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WarmAgents.class);
    private static final int ROUND_SECONDS = 30;

    private final Agents agents;
    private final AllowedImages images;
    private final Pool pool;
    private final Notifications notifications;
    private final List<Notifications.Subscription> changes = new ArrayList<>();
    private volatile ScheduledExecutorService rounds = executor();
    private volatile boolean running;
    private volatile boolean none;

    WarmAgents(Agents agents, AllowedImages images, Pool pool, Notifications notifications) {
        this.agents = agents;
        this.images = images;
        this.pool = pool;
        this.notifications = notifications;
    }

    private static ScheduledExecutorService executor() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("warm-agents").factory());
    }

    @Override
    public void start() {
        running = true;
        rounds = executor();
        var _ = rounds.scheduleWithFixedDelay(this::tell, 0, ROUND_SECONDS, TimeUnit.SECONDS);
        changes.add(notifications.subscribe("openclaw_agent", _ -> soon(), this::soon));
    }

    /// Whether to keep none at all, whatever the agents want.
    void none(boolean none) {
        this.none = none;
        soon();
    }

    private void soon() {
        if (running) {
            rounds.execute(this::tell);
        }
    }

    private void tell() {
        try {
            var wanted = new ArrayList<Pool.Wanted>();
            for (var agent : none ? List.<Agent>of() : agents.list()) {
                Integer warm = agent.spec().warm();
                var terms = agents.terms(agent);
                if (warm != null && warm > 0 && images.allows(terms.image())) {
                    wanted.add(new Pool.Wanted(Handover.sandbox(terms), warm));
                }
            }
            pool.keep(wanted);
        } catch (RuntimeException e) {
            log.warn("Cannot tell the pool what is wanted, trying again: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        running = false;
        changes.forEach(Notifications.Subscription::close);
        changes.clear();
        // Not interrupted: that would break a connection in use.
        rounds.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
