package ai.openclaw.worker;

import ai.openclaw.log.LogProgress;
import ai.openclaw.log.TaskLog;
import ai.openclaw.log.Timeline;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.Survivor;
import ai.openclaw.secret.Redaction;
import ai.openclaw.task.Assignment;
import ai.openclaw.task.Attempt;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds what an earlier process of this node left running, and where its log is to go on.
@Component
class Resumption {

    /// An engine that starts together with the gateway may take its time.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Started, if it was, among the latest.
    private static final int EVENTS = 200;

    private final LiveSandboxes live;
    private final TaskLog log;
    private final Timeline timeline;
    private final Clock clock;

    Resumption(LiveSandboxes live, TaskLog log, Timeline timeline, Clock clock) {
        this.live = live;
        this.log = log;
        this.timeline = timeline;
        this.clock = clock;
    }

    /// Where to go on.
    ///
    /// @param stored lines of the output that are not to be stored again
    /// @param since what is older is not asked for; null is from the beginning
    record From(LogProgress stored, @Nullable Instant since) {}

    /// @return empty if there is nothing to go on with
    /// @throws EngineUnavailable if the engine does not answer in the end
    Optional<Survivor> find(Assignment job, UUID sandbox, StopSignal stop)
            throws InterruptedException {
        var kind = Handover.sandbox(job.spec());
        var spec = kind.with(sandbox, kind.image(), kind.lifetime());
        boolean started = started(job.attempt());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return live.adopt(spec, started);
            } catch (EngineUnavailable e) {
                StopCause cause = stop.cause();
                if (System.nanoTime() > end || (cause != null && cause.urgent())) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private boolean started(Attempt attempt) {
        return !log.progress(attempt.id()).equals(LogProgress.NONE)
                || timeline.newest(attempt.task(), Long.MAX_VALUE, EVENTS).stream()
                        .anyMatch(event ->
                                Objects.equals(event.attempt(), attempt.number())
                                        && event.kind().equals("program.started"));
    }

    /// Where what is stored is not the beginning of what the engine remembers, it goes on with what
    /// is later than the last line that is stored.
    From from(Assignment job, Survivor survivor, Redaction redaction) throws IOException {
        var stored = log.progress(job.attempt().id());
        if (stored.equals(LogProgress.NONE)) {
            return new From(stored, null);
        }
        var recollection = new Recollection(stored);
        var clean = new RedactedOutput(redaction, recollection);
        survivor.recall(clean);
        clean.finish();
        return recollection.agrees()
                ? new From(stored, null)
                : new From(LogProgress.NONE, lastStored(job));
    }

    private Instant lastStored(Assignment job) {
        return log.tail(job.task().id(), 1).getLast().at();
    }

    /// Goes on.
    Sandbox follow(Assignment job, Survivor survivor, From from, OutputSink sink)
            throws IOException {
        if (from.since() != null) {
            sink.gap(
                    "Lines are missing here: the gateway went away, and the engine did not keep"
                            + " all that was printed meanwhile.");
        }
        var sandbox = survivor.follow(sink, from.since());
        live.adopted(
                sandbox, Objects.requireNonNullElseGet(job.attempt().startedAt(), clock::instant));
        return sandbox;
    }
}
