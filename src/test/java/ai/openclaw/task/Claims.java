package ai.openclaw.task;

import ai.openclaw.base.Reason;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Does what the queue's claim does, and makes endings.
@Component
class Claims {

    static final UUID NODE = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private final JdbcClient jdbc;

    Claims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Marks the task's newest attempt RUNNING.
    @Transactional
    AttemptId claim(TaskId task) {
        int rows =
                jdbc.sql(
                                """
                                update task set state = 'RUNNING',
                                  started_at = coalesce(started_at, now())
                                where id = :id and state = 'QUEUED'
                                """)
                        .param("id", task.value())
                        .update();
        if (rows != 1) {
            throw new IllegalStateException("not queued");
        }
        return new AttemptId(
                jdbc.sql(
                                """
                                update attempt set state = 'RUNNING', node = :node,
                                  started_at = now()
                                where task = :id and state = 'QUEUED' returning id
                                """)
                        .param("id", task.value())
                        .param("node", NODE)
                        .query(UUID.class)
                        .single());
    }

    static Ending success() {
        return new Ending(TaskState.SUCCEEDED, null, null, 0, null, used());
    }

    static Ending failure(Reason reason) {
        return new Ending(TaskState.FAILED, reason, "It failed.", exitCode(reason), null, used());
    }

    static Ending cancelled() {
        return new Ending(TaskState.CANCELLED, Reason.CANCELLED, "Cancelled.", null, null, used());
    }

    private static Usage used() {
        return new Usage(0, 0, 0, BigDecimal.ZERO, 1.5, 1_000, 10);
    }

    private static @Nullable Integer exitCode(Reason reason) {
        return reason == Reason.EXIT_CODE ? 1 : null;
    }
}
