package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Reason;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.queue.Node;
import ai.openclaw.task.Ending;
import ai.openclaw.task.Outcomes;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Usage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A gateway that was killed between a sandbox's end and its attempt's.
class OutcomeTest {

    @TempDir Path home;

    @Test
    void exitThatWasNotedBeforeTheSandboxWentIsNotLost() {
        var database = TestPostgres.freshDatabase();
        var usage = new Usage(0, 0, 0, BigDecimal.ZERO, 1.5, 2_000, 300);
        var result = JsonMapper.shared().readTree("{\"n\": 1, \"nul\": \"\\u0000\"}");
        try (var gateway = new TestGateway(database, home.resolve("h"), 2)) {
            var task =
                    gateway.submit(
                            """
                            {"agent": "shell", "command": ["x"], "runAt": "%s"}
                            """
                                    .formatted(Instant.now().plus(Duration.ofDays(1))));
            var attempt = gateway.attempts(task.id()).getFirst();
            database.jdbc()
                    .sql(
                            """
                            with attempt as (
                              update attempt set state = 'RUNNING', node = :node,
                                sandbox = :sandbox, started_at = now() where id = :id)
                            update task set state = 'RUNNING', started_at = now() where id = :task
                            """)
                    .param("node", gateway.context.getBean(Node.class).id())
                    .param("sandbox", UUID.randomUUID())
                    .param("id", attempt.id().value())
                    .param("task", task.id().value())
                    .update();
            var outcomes = gateway.context.getBean(Outcomes.class);
            var ending =
                    new Ending(TaskState.FAILED, Reason.EXIT_CODE, "It said 7.", 7, result, usage);
            outcomes.note(attempt.id(), ending);
            assertThat(outcomes.noted(attempt.id())).contains(ending);
        }
        try (var gateway = new TestGateway(database, home.resolve("h"), 2)) {
            var id = new ai.openclaw.task.TaskId(only(database));
            var ended = gateway.finished(id);
            assertThat(ended.state()).isEqualTo(TaskState.FAILED);
            assertThat(ended.exitCode()).isEqualTo(7);
            assertThat(ended.usage().outputBytes()).isEqualTo(300);
            assertThat(gateway.attempts(id)).hasSize(1);
            assertThat(gateway.attempts(id).getFirst().reason()).isEqualTo(Reason.EXIT_CODE);
        }
    }

    private static UUID only(TestPostgres.Database database) {
        return database.jdbc().sql("select id from task").query(UUID.class).single();
    }
}
