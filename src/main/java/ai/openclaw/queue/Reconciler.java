package ai.openclaw.queue;

import ai.openclaw.base.Reason;
import ai.openclaw.task.Attempt;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.Ending;
import ai.openclaw.task.Enqueuer;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Tasks;
import ai.openclaw.task.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts right what a crash, a lost connection or a hand in the tables left wrong. Attempts are the
/// truth, jobs follow. Every step can be done twice and by several nodes at once.
final class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Tasks tasks;
    private final Enqueuer enqueuer;
    private final Node node;
    private final Nodes nodes;
    private final AttemptRunner runner;
    private final InFlight inFlight;

    Reconciler(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Tasks tasks,
            Enqueuer enqueuer,
            Node node,
            Nodes nodes,
            AttemptRunner runner,
            InFlight inFlight) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.tasks = tasks;
        this.enqueuer = enqueuer;
        this.node = node;
        this.nodes = nodes;
        this.runner = runner;
        this.inFlight = inFlight;
    }

    /// Before this node claims anything: whatever is RUNNING here was left by the process before.
    /// What has no sandbox yet ends, and its next attempt begins anew; what seems to bring the
    /// gateway down ends as well.
    ///
    /// @return those that have one, to be gone on with
    List<AttemptId> recover() {
        var left = new ArrayList<AttemptId>();
        step(
                "recovering",
                () -> {
                    for (Attempt attempt : tasks.runningOn(node.id())) {
                        if (attempt.sandbox() == null) {
                            abandon(attempt);
                        } else if (!tasks.mayGoOn(attempt.id())) {
                            log.error(
                                    "Attempt {} of task {} is taken for the cause of crashes.",
                                    attempt.id(),
                                    attempt.task());
                            abandon(attempt);
                        } else {
                            log.info("Going on with attempt {}.", attempt.id());
                            left.add(attempt.id());
                        }
                    }
                });
        return left;
    }

    /// All of it, now and then.
    void reconcile() {
        step("looking for lost attempts", this::abandonLost);
        step("looking for attempts without a job", this::enqueueMissing);
        step("removing jobs", this::removeStray);
        step("removing history", this::removeHistory);
        step("forgetting nodes", nodes::forget);
    }

    /// RUNNING here by their row, but no thread runs them. The age leaves time for the way from the
    /// claim's commit to the thread.
    private void abandonLost() {
        List<UUID> old =
                jdbc.sql(
                                """
                                select id from attempt
                                where node = ? and state = 'RUNNING'
                                  and started_at < now() - interval '10 seconds'
                                """)
                        .param(node.id())
                        .query((row, _) -> row.getObject("id", UUID.class))
                        .list();
        if (old.stream().map(AttemptId::new).allMatch(inFlight::has)) {
            return;
        }
        tasks.runningOn(node.id()).stream()
                .filter(attempt -> old.contains(attempt.id().value()))
                .filter(attempt -> !inFlight.has(attempt.id()))
                .forEach(this::abandon);
    }

    private void abandon(Attempt attempt) {
        log.warn("Attempt {} of task {} is run by nobody.", attempt.id(), attempt.task());
        step("abandoning attempt " + attempt.id(), () -> runner.abandon(attempt));
    }

    private void enqueueMissing() {
        List<UUID> missing =
                jdbc.sql(
                                """
                                select a.id from attempt a
                                where a.state = 'QUEUED'
                                  and a.queued_at < now() - interval '10 seconds'
                                  and not exists (
                                    select from jobrunr_jobs j
                                    where j.id = cast(cast(a.id as text) as char(36))
                                      and j.state = 'ENQUEUED')
                                limit 1000
                                """)
                        .query((row, _) -> row.getObject("id", UUID.class))
                        .list();
        for (UUID attempt : missing) {
            log.warn("Attempt {} was queued without a job.", attempt);
            transaction.executeWithoutResult(_ -> replaceJob(attempt));
        }
    }

    private void replaceJob(UUID attempt) {
        // Locked, so that it cannot be claimed or cancelled under our hands.
        boolean queued =
                jdbc.sql("select from attempt where id = ? and state = 'QUEUED' for update")
                        .param(attempt)
                        .query((_, _) -> true)
                        .optional()
                        .isPresent();
        if (queued) {
            jdbc.sql("delete from jobrunr_jobs where id = ? and state <> 'ENQUEUED'")
                    .param(attempt.toString())
                    .update();
            enqueuer.enqueue(List.of(new AttemptId(attempt)));
        }
    }

    /// Jobs that wait for an attempt that does not.
    private void removeStray() {
        jdbc.sql(
                        """
                        delete from jobrunr_jobs j
                        where j.state in ('ENQUEUED', 'SCHEDULED', 'AWAITING')
                          and j.recurringJobId is null
                          and not exists (
                            select from attempt a
                            where a.id = cast(j.id as uuid) and a.state = 'QUEUED')
                        """)
                .update();
    }

    /// Ended jobs, for people to look at for a while, and those of nodes that died.
    private void removeHistory() {
        jdbc.sql(
                        """
                        delete from jobrunr_jobs j
                        where j.state in ('SUCCEEDED', 'DELETED', 'FAILED', 'PROCESSING')
                          and j.updatedAt < now() at time zone 'UTC' - interval '10 minutes'
                          and not exists (
                            select from attempt a
                            where a.id = cast(j.id as uuid) and a.state in ('QUEUED', 'RUNNING'))
                        """)
                .update();
    }

    static Ending gatewayStopped() {
        return new Ending(
                TaskState.FAILED,
                Reason.INFRASTRUCTURE,
                "The gateway stopped while this ran.",
                null,
                null,
                Usage.NONE);
    }

    /// One failing step does not keep the others from being done.
    private static void step(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.warn("Trouble while {}, trying again later: {}", what, e.toString());
        }
    }
}
