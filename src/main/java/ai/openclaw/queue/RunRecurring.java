package ai.openclaw.queue;

import org.jobrunr.jobs.lambdas.JobRequest;

/// What a recurring job of ours carries: which one it is. Public because JobRunr and its JSON read
/// it by reflection.
public record RunRecurring(String id) implements JobRequest {

    @Override
    public Class<RunRecurringHandler> getJobRequestHandler() {
        return RunRecurringHandler.class;
    }
}
