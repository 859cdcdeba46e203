package ai.openclaw.artifact;

import ai.openclaw.base.Expiring;
import ai.openclaw.blob.Blobs;
import ai.openclaw.task.TaskBelongings;
import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Artifacts of finished tasks; their timeline says when they went. The bytes follow in steps of
/// their own.
@Component
class ArtifactExpiry implements Expiring, TaskBelongings {

    private static final String DUE =
            """
            select a.attempt, a.path, a.bytes, a.created_at from artifact a
            where a.created_at < now() - make_interval(secs => :keep)
              and exists (select from task where id = a.task and finished_at is not null)
            order by a.created_at limit :most
            """;

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final ApplicationEventPublisher events;

    ArtifactExpiry(JdbcClient jdbc, Blobs blobs, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.events = events;
    }

    private record Gone(TaskId task, UUID blob, long bytes) {}

    @Override
    public String kind() {
        return "artifacts";
    }

    @Override
    public String description() {
        return "Files that tasks left in /workspace/out.";
    }

    @Override
    public Due due(Duration keep, int most) {
        return jdbc.sql(
                        "select count(*), coalesce(sum(bytes), 0) as bytes, min(created_at) as oldest from ("
                                + DUE
                                + ") due")
                .param("keep", (double) keep.toSeconds())
                .param("most", most)
                .query((row, _) -> Due.of(row, most))
                .single();
    }

    @Override
    public Step step(Duration keep, int most) {
        var gone =
                jdbc.sql(
                                """
                                with due as (%s for update of a skip locked)
                                delete from artifact a using due
                                where a.attempt = due.attempt and a.path = due.path
                                returning a.task, a.blob, a.bytes
                                """
                                        .formatted(DUE))
                        .param("keep", (double) keep.toSeconds())
                        .param("most", most)
                        .query((row, n) ->
                                new Gone(
                                        new TaskId(row.getObject("task", UUID.class)),
                                        row.getObject("blob", UUID.class),
                                        row.getLong("bytes")))
                        .list();
        if (gone.isEmpty()) {
            return Step.NONE;
        }
        blobs.release(gone.stream().map(Gone::blob).toList());
        gone.stream().collect(Collectors.groupingBy(Gone::task)).forEach(this::tell);
        return new Step(gone.size(), bytes(gone), gone.size() >= most);
    }

    private void tell(TaskId task, List<Gone> gone) {
        events.publishEvent(
                new TaskEvent(
                        task,
                        null,
                        "artifacts.removed",
                        Map.of("files", gone.size(), "bytes", bytes(gone))));
    }

    @Override
    public int removeSome(Collection<TaskId> tasks, int most) {
        var gone =
                jdbc.sql(
                                """
                                delete from artifact where (attempt, path) in (
                                  select attempt, path from artifact
                                  where task = any(:tasks) limit :most)
                                returning blob
                                """)
                        .param("tasks", tasks.stream().map(TaskId::value).toArray(UUID[]::new))
                        .param("most", most)
                        .query((row, n) -> row.getObject("blob", UUID.class))
                        .list();
        blobs.release(gone);
        return gone.size();
    }

    private static long bytes(List<Gone> gone) {
        return gone.stream().mapToLong(Gone::bytes).sum();
    }
}
