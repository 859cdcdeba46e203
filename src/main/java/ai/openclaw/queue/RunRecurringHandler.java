package ai.openclaw.queue;

import ai.openclaw.base.Recurring;
import java.time.ZoneOffset;
import java.util.List;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.RecurringJob;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.storage.StorageProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where JobRunr asks for a look. A failed one is no failed job: the next follows in a minute.
/// Public because JobRunr calls it by reflection.
public final class RunRecurringHandler implements JobRequestHandler<RunRecurring> {

    private static final Logger log = LoggerFactory.getLogger(RunRecurringHandler.class);
    private static final String EACH_MINUTE = "* * * * *";

    private final List<Recurring> all;

    RunRecurringHandler(List<Recurring> all) {
        this.all = List.copyOf(all);
    }

    /// Tells JobRunr of them; one that it knows is left as it is.
    void register(StorageProvider storage) {
        for (var it : all) {
            var job =
                    new RecurringJob(
                            it.id(),
                            new JobDetails(new RunRecurring(it.id())),
                            EACH_MINUTE,
                            ZoneOffset.UTC.getId(),
                            RecurringJob.CreatedBy.API);
            job.setJobName(it.id());
            storage.saveRecurringJob(job);
        }
    }

    @Override
    public void run(RunRecurring job) {
        for (var it : all) {
            if (it.id().equals(job.id())) {
                try {
                    it.run();
                } catch (RuntimeException e) {
                    log.warn("{} failed, the next will come: {}", it.id(), e.toString());
                }
            }
        }
    }
}
