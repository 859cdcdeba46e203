package ai.openclaw.queue;

import ai.openclaw.task.Attempt;
import ai.openclaw.task.Tasks;
import java.util.HashMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the attempts of gateways that went away unannounced, so that their next ones run here or
/// elsewhere. One that only slept finds when it wakes that its attempts are not its own any more:
/// whatever it says of them is refused, and it destroys their sandboxes.
final class Takeover {

    private static final Logger log = LoggerFactory.getLogger(Takeover.class);

    private final Tasks tasks;
    private final Nodes nodes;
    private final UUID self;
    private final Silence silence;

    Takeover(Tasks tasks, Nodes nodes, UUID self, Silence silence) {
        this.tasks = tasks;
        this.nodes = nodes;
        this.self = self;
        this.silence = silence;
    }

    void look() {
        var heartbeats = new HashMap<>(nodes.heartbeats());
        heartbeats.remove(self);
        for (UUID silent : silence.of(heartbeats, System.nanoTime())) {
            for (Attempt attempt : tasks.runningOn(silent)) {
                log.warn("Node {} is gone; attempt {} ends.", silent, attempt.id());
                // Its sandbox is on an engine that is not ours.
                tasks.finish(attempt.id(), Reconciler.gatewayStopped(), null);
            }
        }
    }
}
