package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.TaskState;
import ai.openclaw.worker.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {

    private static final String TASK = "{\"agent\": \"shell\", \"command\": [\"x\"]}";

    @TempDir Path home;

    @Test
    void jobRunrIsStartedAgainWhenItStoppedItselfAndAttemptsLiveThroughIt() {
        try (var gateway = new TestGateway(TestPostgres.freshDatabase(), home.resolve("h"), 2)) {
            JobServer server = gateway.context.getBean(Queue.class).server();
            gateway.engine.runs(program -> {
                program.print("begun\n");
                program.awaitTerm();
                return 0;
            });
            var running = gateway.submit(TASK).id();
            await().until(() -> gateway.log(running).contains("begun"));
            server.stop();
            assertThat(server.isRunning()).isFalse();
            gateway.engine.runs(_ -> 0);
            assertThat(gateway.run(TASK).state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(gateway.tasks.get(running).state()).isEqualTo(TaskState.RUNNING);
            gateway.tasks.cancel(running, "the test");
            assertThat(gateway.finished(running).state()).isEqualTo(TaskState.CANCELLED);
            assertThat(gateway.attempts(running)).hasSize(1);
        }
    }

    @Test
    void jobsOfEndedAttemptsAreHistoryAndNothingElse() {
        var database = TestPostgres.freshDatabase();
        try (var gateway = new TestGateway(database, home.resolve("h"), 2)) {
            assertThat(gateway.run(TASK).state()).isEqualTo(TaskState.SUCCEEDED);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            database.jdbc()
                                    .sql("select state from jobrunr_jobs")
                                    .query(String.class)
                                    .single()
                                    .equals("SUCCEEDED"));
            String job =
                    database.jdbc()
                            .sql("select jobAsJson from jobrunr_jobs")
                            .query(String.class)
                            .single();
            assertThat(job).doesNotContain("command").contains("RunAttempt");
        }
    }
}
