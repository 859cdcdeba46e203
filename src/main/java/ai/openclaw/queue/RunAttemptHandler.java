package ai.openclaw.queue;

import ai.openclaw.task.AttemptId;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where JobRunr hands a claimed attempt over. To JobRunr every job succeeds: how the attempt went
/// is in its own row. Public because JobRunr calls it by reflection.
public final class RunAttemptHandler implements JobRequestHandler<RunAttempt> {

    private static final Logger log = LoggerFactory.getLogger(RunAttemptHandler.class);

    private final AttemptRunner runner;
    private final InFlight inFlight;

    RunAttemptHandler(AttemptRunner runner, InFlight inFlight) {
        this.runner = runner;
        this.inFlight = inFlight;
    }

    @Override
    public void run(RunAttempt job) {
        var attempt = new AttemptId(job.attempt());
        if (!inFlight.enter(attempt)) {
            log.warn("Attempt {} runs here already; its second job is dropped.", attempt);
            return;
        }
        try {
            runner.run(attempt);
        } catch (Throwable e) {
            // The reconciler ends an attempt that no thread runs.
            log.error("Attempt {} was dropped by its worker.", attempt, e);
        } finally {
            inFlight.leave(attempt);
            // A flag left behind would turn the job's success into a failure.
            boolean _ = Thread.interrupted();
        }
    }
}
