package ai.openclaw.queue;

import java.util.UUID;
import org.jobrunr.jobs.lambdas.JobRequest;

/// What a job of ours carries: the attempt's id and nothing else. Public because JobRunr and its
/// JSON read it by reflection.
public record RunAttempt(UUID attempt) implements JobRequest {

    @Override
    public Class<RunAttemptHandler> getJobRequestHandler() {
        return RunAttemptHandler.class;
    }
}
