package ai.openclaw.task;

import ai.openclaw.base.Expiring;
import ai.openclaw.base.Ids;
import ai.openclaw.blob.Blobs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finished tasks, with all that they have. Ids are in the order of their making, so the old ones
/// are found at the beginning of the primary key.
@Component
class TaskExpiry implements Expiring {

    private static final int TASKS_AT_ONCE = 100;

    private static final String DUE =
            """
            select t.id, t.finished_at from task t
            where t.id < :bound and t.finished_at < now() - make_interval(secs => :keep)
              and not exists (select from task child where child.parent = t.id)
            order by t.id limit :most
            """;

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final ObjectProvider<TaskBelongings> belongings;
    private final ObjectProvider<Enqueuer> enqueuer;
    private final Clock clock;

    TaskExpiry(
            JdbcClient jdbc,
            Blobs blobs,
            ObjectProvider<TaskBelongings> belongings,
            ObjectProvider<Enqueuer> enqueuer,
            Clock clock) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.belongings = belongings;
        this.enqueuer = enqueuer;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "tasks";
    }

    @Override
    public String description() {
        return "Finished tasks, with attempts, timeline, input files, log and artifacts.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return jdbc.sql(
                        "select count(*), 0 as bytes, min(finished_at) as oldest from ("
                                + DUE
                                + ") due")
                .param("bound", bound(keep))
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    @Override
    public Step step(Duration keep, int most) {
        var tasks =
                jdbc.sql(DUE + " for update of t skip locked")
                        .param("bound", bound(keep))
                        .param("keep", (double) keep.toSeconds())
                        .param("most", Math.min(most, TASKS_AT_ONCE))
                        .query((row, n) -> new TaskId(row.getObject("id", UUID.class)))
                        .list();
        if (tasks.isEmpty()) {
            return Step.NONE;
        }
        for (var some : belongings) {
            if (some.removeSome(tasks, most) >= most) {
                return new Step(0, 0, true);
            }
        }
        delete(tasks.stream().map(TaskId::value).toArray(UUID[]::new));
        return new Step(tasks.size(), 0, true);
    }

    private void delete(UUID[] tasks) {
        var files =
                jdbc.sql("delete from task_file where task = any(:tasks) returning blob")
                        .param("tasks", tasks)
                        .query((row, n) -> row.getObject("blob", UUID.class))
                        .list();
        List<AttemptId> attempts =
                jdbc.sql("delete from attempt where task = any(:tasks) returning id")
                        .param("tasks", tasks)
                        .query((row, n) -> new AttemptId(row.getObject("id", UUID.class)))
                        .list();
        enqueuer.ifAvailable(it -> it.forget(attempts));
        jdbc.sql("delete from task where id = any(:tasks)").param("tasks", tasks).update();
        blobs.release(files);
    }

    /// Clocks may be apart a little; the moment itself is compared by the database's.
    private UUID bound(Duration keep) {
        return Ids.least(clock.instant().minus(keep).plus(Duration.ofMinutes(10)));
    }
}
