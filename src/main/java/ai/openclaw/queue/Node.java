package ai.openclaw.queue;

import ai.openclaw.base.Home;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// This gateway among its peers. Its id is made once and kept in `OPENCLAW_HOME`; a lock in the
/// database sees to it that only one process has it at a time.
@Component
public class Node implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final int BEAT_SECONDS = 5;

    private final UUID id;
    private final UUID instance;
    private final Nodes nodes;
    private final NodeLock lock;
    private final Workers workers;
    private final ScheduledExecutorService heart;
    private volatile @Nullable String engine;
    private volatile boolean held = true;

    Node(Home home, DataSource dataSource, Nodes nodes, Workers workers) {
        this.id = NodeFile.in(home.path()).id();
        this.instance = nodes.installation();
        this.nodes = nodes;
        this.workers = workers;
        this.lock = NodeLock.taken(dataSource, id, home.path());
        nodes.announce(id, workers.getWorkerCount());
        this.heart =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("node-heartbeat").factory());
        var _ = heart.scheduleWithFixedDelay(this::beat, 0, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /// The same after a restart.
    public UUID id() {
        return id;
    }

    /// The installation: the same for all nodes of one database.
    public UUID instance() {
        return instance;
    }

    /// Which engine runs this node's sandboxes, for people who look.
    public void runsOn(String engine) {
        this.engine = engine;
        heart.execute(this::beat);
    }

    private void beat() {
        try {
            boolean now = lock.hold();
            if (now != held) {
                held = now;
                log.atLevel(now ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.ERROR)
                        .log(
                                now
                                        ? "Node {} has its lock again and claims."
                                        : "Node {} lost its lock in the database and claims"
                                                + " nothing until it has it back.",
                                id);
            }
            // Without the lock another process may be this node; what it claims must not mix.
            workers.pause(!now);
            if (now) {
                nodes.beat(id, engine, workers.getWorkerCount(), workers.busy());
            }
        } catch (RuntimeException e) {
            log.warn("The heartbeat of node {} failed: {}", id, e.toString());
        }
    }

    @Override
    public void destroy() {
        // Not interrupted: that would break its connection.
        heart.shutdown();
        try {
            boolean _ = heart.awaitTermination(BEAT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.close();
    }
}
