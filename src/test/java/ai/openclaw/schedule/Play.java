package ai.openclaw.schedule;

import ai.openclaw.base.Reason;
import ai.openclaw.task.AttemptId;
import ai.openclaw.task.Ending;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Tasks;
import ai.openclaw.task.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What a test does around schedules: lets the timer look, and plays the worker.
@Component
class Play {

    private final JdbcClient jdbc;
    private final Tasks tasks;
    private final Tick tick;
    private final List<ScheduleEvent> events = new CopyOnWriteArrayList<>();

    Play(JdbcClient jdbc, Tasks tasks, Tick tick) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.tick = tick;
    }

    @EventListener
    void on(ScheduleEvent event) {
        events.add(event);
    }

    Duration look() {
        return tick.run(Duration.ofSeconds(15));
    }

    /// The tasks of a schedule, oldest first.
    List<TaskId> tasks(String schedule) {
        return jdbc.sql("select id from task where schedule = ? order by id")
                .param(schedule)
                .query((row, n) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }

    void end(TaskId task, TaskState state, @Nullable JsonNode result) {
        jdbc.sql("update task set state = 'RUNNING', started_at = now() where id = ?")
                .param(task.value())
                .update();
        var attempt =
                jdbc.sql(
                                """
                                update attempt set state = 'RUNNING', started_at = now()
                                where task = ? and state = 'QUEUED' returning id
                                """)
                        .param(task.value())
                        .query(UUID.class)
                        .single();
        var ending =
                new Ending(
                        state,
                        state == TaskState.FAILED ? Reason.EXIT_CODE : null,
                        null,
                        0,
                        result,
                        new Usage(0, 0, 0, BigDecimal.ZERO, 0, 0, 0));
        tasks.finish(new AttemptId(attempt), ending, null);
    }

    /// What was told of a schedule, in order.
    List<ScheduleEvent.Kind> told(String schedule) {
        return events.stream()
                .filter(it -> it.schedule().equals(schedule))
                .map(ScheduleEvent::kind)
                .toList();
    }
}
