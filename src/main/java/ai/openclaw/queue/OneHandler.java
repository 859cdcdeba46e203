package ai.openclaw.queue;

import org.jobrunr.server.JobActivator;

/// Gives JobRunr its handler; there is one kind of job.
record OneHandler(RunAttemptHandler handler) implements JobActivator {

    @Override
    public <T> T activateJob(Class<T> type) {
        return type.cast(handler);
    }
}
