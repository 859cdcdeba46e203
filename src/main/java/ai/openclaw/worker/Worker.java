package ai.openclaw.worker;

import ai.openclaw.base.Reason;
import ai.openclaw.log.Timeline;
import ai.openclaw.queue.AttemptRunner;
import ai.openclaw.queue.Node;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.task.Assignment;
import ai.openclaw.task.Attempt;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.Ending;
import ai.openclaw.task.Outcomes;
import ai.openclaw.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Runs attempts: reads what is to be done, has it done in a fresh sandbox, sees to it that the
/// sandbox is gone, and says how it ended.
@Component
class Worker implements AttemptRunner {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Patience patience = new Patience(Duration.ofMinutes(15));

    private final Tasks tasks;
    private final Node node;
    private final StopSignals signals;
    private final Sandboxes sandboxes;
    private final AttemptFlow flow;
    private final Timeline timeline;
    private final EngineWatch engine;
    private final Outcomes outcomes;

    Worker(
            Tasks tasks,
            Node node,
            StopSignals signals,
            Sandboxes sandboxes,
            AttemptFlow flow,
            Timeline timeline,
            SandboxEngine engine,
            EngineWatch watch,
            Outcomes outcomes) {
        this.tasks = tasks;
        this.node = node;
        this.signals = signals;
        this.sandboxes = sandboxes;
        this.flow = flow;
        this.timeline = timeline;
        this.engine = watch;
        this.outcomes = outcomes;
        node.runsOn(engine.name());
    }

    @Override
    public void run(AttemptId id) {
        Optional<Assignment> assignment =
                patience.with("Reading attempt " + id, () -> tasks.assignment(id, node.id()));
        if (assignment.isEmpty()) {
            log.info("Attempt {} does not run here any more.", id);
            return;
        }
        Assignment job = assignment.get();
        var steps = new Steps(timeline, job.attempt());
        // There is one only if the process that began with it is gone.
        UUID before = job.attempt().sandbox();
        try (var stop = signals.open(job);
                var place =
                        before == null
                                ? sandboxes.place(steps)
                                : sandboxes.placeOf(before, job.spec().image(), steps)) {
            Ending ending = ending(job, before, place, stop, steps);
            if (ending == null) {
                place.leave();
                log.info("Attempt {} runs on without this gateway.", id);
                return;
            }
            if (place.asked()) {
                outcomes.note(id, ending);
            }
            Instant destroyed = place.destroy();
            if (stop.cause() instanceof StopCause.Stale) {
                log.info("Attempt {} was ended by somebody else.", id);
            } else {
                finish(id, ending, destroyed);
            }
        }
    }

    /// Does it, or what is left of it to do.
    ///
    /// @param before the sandbox in which an earlier process began with it
    private @Nullable Ending ending(
            Assignment job,
            @Nullable UUID before,
            Sandboxes.Place place,
            StopSignal stop,
            Steps steps) {
        try {
            if (before == null) {
                return flow.run(job, place, stop, steps);
            }
            var noted = outcomes.noted(job.attempt().id());
            return noted.isPresent() ? noted.get() : flow.resume(job, before, stop, steps);
        } catch (Detached e) {
            return null;
        }
    }

    @Override
    public void abandon(Attempt attempt) {
        Instant destroyed = null;
        if (attempt.sandbox() != null) {
            destroyed = sandboxes.destroy(attempt.sandbox());
        }
        new Steps(timeline, attempt).note("attempt.abandoned", Map.of("node", node.id()));
        finish(attempt.id(), outcomes.noted(attempt.id()).orElseGet(Endings::abandoned), destroyed);
    }

    @Override
    public void handBack() {
        signals.gatewayStops();
    }

    private void finish(AttemptId id, Ending ending, @Nullable Instant destroyed) {
        if (ending.reason() == Reason.INFRASTRUCTURE) {
            engine.suspect();
        }
        boolean ours =
                patience.with("Ending attempt " + id, () -> tasks.finish(id, ending, destroyed));
        log.info(
                "Attempt {} ended: {} {}{}",
                id,
                ending.state(),
                ending.reason() == null ? "" : ending.reason(),
                ours ? "" : " (too late)");
    }
}
