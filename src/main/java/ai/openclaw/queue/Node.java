package ai.openclaw.queue;

import ai.openclaw.base.Home;
import ai.openclaw.database.Notifications;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private final Notifications.Subscription asked;
    private final List<Consumer<Drain>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean held = true;
    private volatile boolean resting;
    private volatile Drain drain = Drain.NONE;

    Node(
            Home home,
            DataSource dataSource,
            Nodes nodes,
            Workers workers,
            Notifications notifications) {
        this.id = NodeFile.in(home.path()).id();
        this.instance = nodes.installation();
        this.nodes = nodes;
        this.workers = workers;
        this.lock = NodeLock.taken(dataSource, id, home.path());
        nodes.announce(id, workers.getWorkerCount());
        this.heart =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("node-heartbeat").factory());
        this.asked =
                notifications.subscribe(
                        "openclaw_node",
                        who -> {
                            if (who.equals(id.toString())) {
                                soon();
                            }
                        },
                        this::soon);
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
        soon();
    }

    private void soon() {
        if (!heart.isShutdown()) {
            heart.execute(this::beat);
        }
    }

    /// Calls back with what is wanted of this gateway whenever that changes, soon after it did.
    public void onDrain(Consumer<Drain> listener) {
        listeners.add(listener);
    }

    /// Whether no attempt is being run.
    public boolean idle() {
        return workers.busy() == 0;
    }

    /// Says that nothing is left here that a drain is to wait for.
    public void drained() {
        nodes.drained(id);
    }

    /// Claims nothing for a while, although nobody asked for it.
    public void rest(boolean yes) {
        resting = yes;
        pause();
    }

    private synchronized void pause() {
        workers.pause(!held || resting || drain != Drain.NONE);
    }

    private void beat() {
        try {
            // Without the lock another process may be this node; what it claims must not mix.
            var wanted =
                    lock.with(session -> nodes.beat(session, id, engine, workers.getWorkerCount()));
            note(wanted.isPresent());
            wanted.ifPresent(this::note);
            pause();
        } catch (RuntimeException e) {
            log.warn("The heartbeat of node {} failed: {}", id, e.toString());
        }
    }

    private void note(boolean now) {
        if (now == held) {
            return;
        }
        held = now;
        if (now) {
            log.info("Node {} has its lock again and claims.", id);
        } else {
            log.error(
                    "Node {} lost its lock in the database and claims nothing until it has it back.",
                    id);
        }
    }

    private void note(Drain wanted) {
        if (wanted == drain) {
            return;
        }
        drain = wanted;
        log.info(
                wanted == Drain.NONE
                        ? "Node {} works again."
                        : "Node {} drains: it claims nothing more.",
                id);
        listeners.forEach(it -> it.accept(wanted));
    }

    @Override
    public void destroy() {
        asked.close();
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
