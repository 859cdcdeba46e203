package ai.openclaw.queue;

import ai.openclaw.task.AttemptId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.server.BackgroundJobPerformer;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.server.JobSteward;
import org.jobrunr.server.tasks.steward.OnboardNewWorkTask;
import org.jobrunr.storage.JobNotFoundException;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.StorageProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JobRunr's server with our worker limit and a claim that can be called at any time.
final class JobServer extends BackgroundJobServer {

    private static final Logger log = LoggerFactory.getLogger(JobServer.class);

    private final StorageProvider storage;
    private final Workers workers;
    private final Consumer<AttemptId> alone;

    /// @param alone runs an attempt without a job
    JobServer(
            StorageProvider storage,
            JobActivator activator,
            UUID node,
            Workers workers,
            Consumer<AttemptId> alone) {
        super(storage, JobJson.JSON, activator, configuration(node, workers));
        this.storage = storage;
        this.alone = alone;
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

    /// Before the start: sees to it that what this node was processing when its process ended is
    /// not taken for orphaned.
    void keep(List<AttemptId> attempts) {
        for (AttemptId attempt : attempts) {
            try {
                processing(attempt)
                        .ifPresent(job -> {
                            job.updateProcessing();
                            storage.save(job);
                        });
            } catch (StorageException e) {
                log.warn("The job of attempt {} stays as it is: {}", attempt, e.toString());
            }
        }
    }

    /// After the start: runs them again, each in the same job where it is still there. An attempt
    /// whose job is not goes on all the same, since attempts are the truth.
    void goOn(List<AttemptId> attempts) {
        for (AttemptId attempt : attempts) {
            Runnable run;
            try {
                run =
                        processing(attempt)
                                .<Runnable>map(job -> new BackgroundJobPerformer(this, job))
                                .orElseGet(() -> () -> alone.accept(attempt));
            } catch (StorageException e) {
                run = () -> alone.accept(attempt);
            }
            workers.execute(run);
        }
    }

    private Optional<Job> processing(AttemptId attempt) {
        try {
            var job = storage.getJobById(attempt.value());
            return job.getJobState() instanceof ProcessingState state
                            && state.getServerId().equals(getId())
                    ? Optional.of(job)
                    : Optional.empty();
        } catch (JobNotFoundException e) {
            return Optional.empty();
        }
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
