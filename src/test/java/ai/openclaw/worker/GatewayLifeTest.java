package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.base.Reason;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.queue.Node;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.task.Attempt;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of tasks when gateways stop, crash, disappear and share.
class GatewayLifeTest {

    @TempDir Path home;

    private final Database database = TestPostgres.freshDatabase();
    private final HaltingEngine engine = new HaltingEngine();

    @Test
    void stopHandsRunningTasksBackAndTheNextStartRunsThem() {
        Task task;
        try (var first = gateway(engine)) {
            engine.memory.runs(program -> {
                program.print("begun\n");
                program.hang();
                return 0;
            });
            task = first.submit("{\"agent\": \"shell\", \"command\": [\"x\"]}");
            await().until(() -> first.log(task.id()).contains("begun"));
            long asked = System.nanoTime();
            first.context.close();
            long took = (System.nanoTime() - asked) / 1_000_000;
            System.out.println("gateway stopped within ms " + took);
            assertThat(took).isLessThan(15_000);
        }
        assertThat(engine.sandboxes()).isEmpty();
        engine.memory.runs(_ -> 0);
        try (var second = gateway(engine)) {
            assertThat(second.finished(task.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            List<Attempt> attempts = second.attempts(task.id());
            assertThat(attempts).hasSize(2);
            assertInterrupted(attempts.getFirst());
        }
    }

    @Test
    void crashIsPutRightByTheNextStart() throws Exception {
        List<TaskId> tasks = new ArrayList<>();
        UUID node;
        try (var first = gateway(engine)) {
            node = first.context.getBean(Node.class).id();
            for (int i = 0; i < 3; i++) {
                tasks.add(later(first).id());
            }
        }
        // As a process leaves it that was killed while two ran, one of them with a sandbox.
        UUID sandbox = leftSandbox();
        makeRunning(tasks.get(0), node, sandbox);
        makeRunning(tasks.get(1), node, null);
        leftSandbox();
        try (var second = gateway(engine)) {
            for (TaskId task : tasks.subList(0, 2)) {
                assertThat(second.finished(task).state()).isEqualTo(TaskState.SUCCEEDED);
                assertThat(second.attempts(task)).hasSize(2);
                assertInterrupted(second.attempts(task).getFirst());
            }
            assertThat(second.tasks.get(tasks.get(2)).state()).isEqualTo(TaskState.QUEUED);
            assertThat(second.attempts(tasks.get(0)).getFirst().destroyedAt()).isNotNull();
            await().untilAsserted(() -> assertThat(engine.sandboxes()).isEmpty());
        }
    }

    @Test
    void taskThatBringsTheGatewayDownEndsAndStopsInOrderDoNotCount() throws Exception {
        Task poisonous;
        Task innocent;
        UUID node;
        try (var first = gateway(engine)) {
            node = first.context.getBean(Node.class).id();
            poisonous = later(first);
            innocent = later(first);
            makeRunning(innocent.id(), node, leftSandbox());
            database.jdbc().sql("update attempt set crashes = 5, resumed_at = now()").update();
        }
        // Stopped in order, the one that ran was cleared; the other ran when a process was killed.
        makeRunning(poisonous.id(), node, leftSandbox());
        try (var second = gateway(engine)) {
            var ended = second.finished(poisonous.id());
            assertThat(ended.state()).isEqualTo(TaskState.FAILED);
            assertThat(ended.detail()).contains("taken for the cause");
            assertThat(second.attempts(poisonous.id())).hasSize(1);
            assertThat(second.finished(innocent.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            await().untilAsserted(() -> assertThat(engine.sandboxes()).isEmpty());
        }
    }

    @Test
    void reconcilerPutsRightWhatNobodyElseWould() {
        try (var gateway = gateway(engine)) {
            UUID node = gateway.context.getBean(Node.class).id();
            Task deadNodes = later(gateway);
            UUID gone = UUID.randomUUID();
            database.jdbc()
                    .sql(
                            """
                            insert into node (id, name, version, workers, heartbeat_at)
                            values (?, 'gone', '1', 1, now() - interval '2 minutes')
                            """)
                    .param(gone)
                    .update();
            makeRunning(deadNodes.id(), gone, UUID.randomUUID());
            Task lost = later(gateway);
            makeRunning(lost.id(), node, null);
            Task jobless = later(gateway);
            database.jdbc()
                    .sql(
                            """
                            update attempt set due_at = now(), queued_at = now() - interval '1 hour'
                            where task = ?
                            """)
                    .param(jobless.id().value())
                    .update();
            database.jdbc()
                    .sql(
                            """
                            delete from jobrunr_jobs where id =
                              (select cast(id as text) from attempt where task = ?)
                            """)
                    .param(jobless.id().value())
                    .update();
            for (Task task : List.of(deadNodes, lost, jobless)) {
                await().atMost(Duration.ofSeconds(45))
                        .until(() -> gateway.tasks.get(task.id()).state().finished());
                assertThat(gateway.tasks.get(task.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            }
            assertInterrupted(gateway.attempts(deadNodes.id()).getFirst());
            assertInterrupted(gateway.attempts(lost.id()).getFirst());
            assertThat(gateway.attempts(jobless.id())).hasSize(1);
            // Jobs whose attempt was ended under them are gone.
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            database.jdbc()
                                            .sql(
                                                    "select count(*) from jobrunr_jobs"
                                                            + " where state = 'ENQUEUED'"
                                                            + " and recurringJobId is null")
                                            .query(Integer.class)
                                            .single()
                                    == 0);
        }
    }

    @Test
    void twoGatewaysShareTheWorkAndRunNothingTwice() {
        var runs = new AtomicInteger();
        var other = new HaltingEngine();
        for (HaltingEngine each : List.of(engine, other)) {
            each.memory.runs(_ -> {
                runs.incrementAndGet();
                Thread.sleep(Duration.ofMillis(20));
                return 0;
            });
        }
        try (var first = gateway(engine);
                var second = new TestGateway(database, home.resolve("other"), 4, other)) {
            var tasks = new ArrayList<TaskId>();
            for (int i = 0; i < 60; i++) {
                tasks.add(first.submit("{\"agent\": \"shell\", \"command\": [\"x\"]}").id());
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            tasks.stream()
                                    .allMatch(t ->
                                            second.tasks.get(t).state() == TaskState.SUCCEEDED));
            assertThat(runs).hasValue(60);
            assertThat(tasks).allSatisfy(t -> assertThat(first.attempts(t)).hasSize(1));
            assertThat(engine.memory.created()).isNotEmpty();
            assertThat(other.memory.created()).isNotEmpty();
        }
    }

    private TestGateway gateway(HaltingEngine engine) {
        return new TestGateway(database, home.resolve("home"), 4, engine);
    }

    private static Task later(TestGateway gateway) {
        return gateway.submit(
                """
                {"agent": "shell", "command": ["x"], "runAt": "%s"}
                """
                        .formatted(Instant.now().plus(Duration.ofDays(1))));
    }

    private UUID leftSandbox() throws Exception {
        UUID id = Ids.next();
        var size = ByteSize.parse("1m");
        engine.create(new SandboxSpec(id, new Image("i", "i"), size, 1, 10, size, size, null));
        return id;
    }

    private void makeRunning(
            TaskId task, UUID node, @org.jspecify.annotations.Nullable UUID sandbox) {
        database.jdbc()
                .sql(
                        """
                        update attempt set state = 'RUNNING', node = ?, sandbox = ?,
                          started_at = now() - interval '1 minute'
                        where task = ?
                        """)
                .param(node)
                .param(sandbox)
                .param(task.value())
                .update();
        database.jdbc()
                .sql("update task set state = 'RUNNING', started_at = now() where id = ?")
                .param(task.value())
                .update();
    }

    private static void assertInterrupted(Attempt attempt) {
        assertThat(attempt.state()).isEqualTo(TaskState.FAILED);
        assertThat(attempt.reason()).isEqualTo(Reason.INFRASTRUCTURE);
        assertThat(attempt.detail()).isEqualTo("The gateway stopped while this ran.");
    }
}
