package ai.openclaw.queue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.server.BackgroundJobPerformer;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.server.JobSteward;
import org.jobrunr.server.tasks.steward.OnboardNewWorkTask;
import org.jobrunr.storage.StorageProvider;

/// JobRunr's server with our worker limit and a claim that can be called at any time.
final class JobServer extends BackgroundJobServer {

    private final Workers workers;

    JobServer(StorageProvider storage, JobActivator activator, UUID node, Workers workers) {
        super(storage, JobJson.JSON, activator, configuration(node, workers));
        this.workers = workers;
        // Takes the place of JobRunr's ten retries: retrying is a matter of our own tables.
        setJobFilters(List.of(new RetryFilter(0)));
    }

    private static BackgroundJobServerConfiguration configuration(UUID node, Workers workers) {
        return BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andId(node)
                .andBackgroundJobServerWorkerPolicy(workers)
                // Only the safety net: notifications and the timer claim at once.
                .andPollInterval(Duration.ofSeconds(15))
                .andDeleteSucceededJobsAfter(Duration.ofHours(1))
                .andPermanentlyDeleteDeletedJobsAfter(Duration.ofHours(1))
                .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(Duration.ofSeconds(1))
                // A job that somebody else changed is no reason to interrupt its attempt: the
                // attempt's own row says who may run it.
                .andConcurrentJobModificationPolicy(_ -> _ -> {});
    }

    /// Claims as many attempts as there are free workers and starts them; does nothing if a claim
    /// is under way on another thread.
    void claim() {
        ((Steward) getJobSteward()).claim();
    }

    @Override
    public void processJob(Job job) {
        workers.execute(new BackgroundJobPerformer(this, job));
    }

    @Override
    protected JobSteward createJobSteward() {
        return new Steward(this);
    }

    /// Leaves the counting to [Workers].
    private static final class Steward extends JobSteward {

        private final Workers workers;

        Steward(BackgroundJobServer server) {
            super(server);
            this.workers = (Workers) server.getWorkDistributionStrategy();
        }

        void claim() {
            // JobSteward.run() is not safe for use by several threads, this is.
            getTaskOfType(OnboardNewWorkTask.class).runTaskThreadSafe();
        }

        @Override
        public int getOccupiedWorkerCount() {
            return workers.busy();
        }

        @Override
        public void notifyThreadOccupied() {}

        @Override
        public void notifyThreadIdle() {}
    }
}
