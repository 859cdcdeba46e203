package ai.openclaw.queue;

import ai.openclaw.task.Enqueuer;
import javax.sql.DataSource;

/// The real jobs of attempts, for tests without the rest of the queue.
public final class TestEnqueuer {

    private TestEnqueuer() {}

    public static Enqueuer of(DataSource dataSource) {
        return new JobRunrEnqueuer(dataSource);
    }
}
