package ai.openclaw.queue;

import org.jobrunr.server.JobActivator;

/// Gives JobRunr its handlers; there are two kinds of jobs.
record Handlers(RunAttemptHandler attempts, RunRecurringHandler recurring) implements JobActivator {

    @Override
    public <T> T activateJob(Class<T> type) {
        return type.cast(type.isInstance(recurring) ? recurring : attempts);
    }
}
