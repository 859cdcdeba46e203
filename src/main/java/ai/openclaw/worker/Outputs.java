package ai.openclaw.worker;

import ai.openclaw.log.LogProgress;
import ai.openclaw.log.TaskLog;
import ai.openclaw.secret.Redaction;
import ai.openclaw.task.Assignment;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Opens the way of what a program prints: without secrets, in whole lines, into the log.
@Component
class Outputs {

    /// A database that is restarted or cut off is no reason to give a program up.
    private static final Patience patience = new Patience(Duration.ofMinutes(15));

    private final TaskLog log;
    private final WorkerSettings settings;
    private final Clock clock;

    Outputs(TaskLog log, WorkerSettings settings, Clock clock) {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /// For a program that begins.
    Output open(Assignment job, Redaction redaction, StopSignal stop) {
        return open(job, redaction, LogProgress.NONE, LogProgress.NONE, stop);
    }

    /// For one that was followed by another process.
    ///
    /// @param seen lines of what comes that are stored already
    Output resume(Assignment job, Redaction redaction, LogProgress seen, StopSignal stop) {
        var attempt = job.attempt().id();
        var stored =
                patience.with("Reading the log of attempt " + attempt, () -> log.progress(attempt));
        return open(job, redaction, stored, seen, stop);
    }

    private Output open(
            Assignment job,
            Redaction redaction,
            LogProgress stored,
            LogProgress seen,
            StopSignal stop) {
        var attempt = job.attempt().id();
        var appender = log.appender(job.task().id(), attempt, stored);
        long kept = Handover.limit(job.spec().limits().output());
        var transcript =
                new Transcript(
                        lines ->
                                patience.with(
                                        "Storing output of attempt " + attempt,
                                        () -> appender.append(lines)),
                        kept,
                        settings.ceiling(kept),
                        clock,
                        stop,
                        seen);
        return new Output(redaction, transcript);
    }
}
