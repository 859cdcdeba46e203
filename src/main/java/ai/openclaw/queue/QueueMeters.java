package ai.openclaw.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long the queue is and how far behind. Asked of the database when somebody looks.
record QueueMeters(JdbcClient jdbc, Workers workers) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("openclaw.queue.depth", () -> ask("count(*)"))
                .description("Attempts that are due and wait for a worker, on all nodes")
                .register(meters);
        Gauge.builder(
                        "openclaw.queue.oldest",
                        () -> ask("coalesce(extract(epoch from now() - min(due_at)), 0)"))
                .description("How long the oldest of them has been due")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("openclaw.attempts.running", workers, Workers::busy)
                .description("Attempts that run on this node")
                .register(meters);
        Gauge.builder("openclaw.workers", workers, Workers::getWorkerCount)
                .description("Attempts that this node runs at a time")
                .register(meters);
    }

    private double ask(String what) {
        try {
            return jdbc.sql(
                            "select (%s)::float8 from attempt".formatted(what)
                                    + " where state = 'QUEUED' and due_at <= now()")
                    .query(Double.class)
                    .single();
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }
}
