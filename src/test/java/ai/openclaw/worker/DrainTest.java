package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Reason;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.queue.Drain;
import ai.openclaw.queue.Node;
import ai.openclaw.queue.NodeView;
import ai.openclaw.queue.Nodes;
import ai.openclaw.sandbox.MemoryEngine;
import ai.openclaw.task.Ending;
import ai.openclaw.task.Task;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that is to be ended, and one that was given up while it slept.
class DrainTest {

    private static final String TASK = "{\"agent\": \"shell\", \"command\": [\"x\"]}";

    @TempDir Path home;

    private final Database database = TestPostgres.freshDatabase();

    @Test
    void drainLetsRunWhatRunsAndTakesNothingNewUntilItIsTakenBack() {
        try (var gateway = new TestGateway(database, home.resolve("a"), 4)) {
            var end = new CountDownLatch(1);
            var first = running(gateway, gateway.engine, end);
            gateway.engine.runs(_ -> 0);
            ask(gateway, Drain.WAIT);
            // Claimed by nobody: the drain has reached the workers before the state says so.
            await().until(() -> gateway.engine.created().size() == 1);
            var second = gateway.submit(TASK);
            assertThat(state(gateway)).isEqualTo(NodeView.State.DRAINING);
            end.countDown();
            assertThat(gateway.finished(first.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> state(gateway) == NodeView.State.DRAINED);
            assertThat(gateway.tasks.get(second.id()).state()).isEqualTo(TaskState.QUEUED);
            assertThat(gateway.engine.sandboxes()).isEmpty();
            ask(gateway, Drain.NONE);
            assertThat(gateway.finished(second.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(state(gateway)).isEqualTo(NodeView.State.UP);
        }
    }

    @Test
    void drainThatKillsGivesWhatRunsToOthers() {
        try (var gateway = new TestGateway(database, home.resolve("a"), 4)) {
            var task = running(gateway, gateway.engine, new CountDownLatch(1));
            try (var other = new TestGateway(database, home.resolve("b"), 4)) {
                other.engine.runs(_ -> 0);
                ask(gateway, Drain.KILL);
                assertThat(other.finished(task.id()).state()).isEqualTo(TaskState.SUCCEEDED);
                var attempts = other.attempts(task.id());
                assertThat(attempts).hasSize(2);
                assertThat(attempts.getFirst().reason()).isEqualTo(Reason.INFRASTRUCTURE);
                assertThat(attempts.getFirst().detail()).contains("drain");
                assertThat(attempts.getLast().node())
                        .isEqualTo(other.context.getBean(Node.class).id());
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> state(gateway) == NodeView.State.DRAINED);
            }
        }
    }

    @Test
    void sandboxOfAnAttemptThatWasTakenOverIsDestroyedThoughItIsSilent() {
        try (var gateway = new TestGateway(database, home.resolve("a"), 4)) {
            var task = running(gateway, gateway.engine, new CountDownLatch(1));
            gateway.engine.runs(_ -> 0);
            var attempt = gateway.attempts(task.id()).getFirst();
            assertThat(
                            gateway.tasks.finish(
                                    attempt.id(),
                                    new Ending(
                                            TaskState.FAILED,
                                            Reason.INFRASTRUCTURE,
                                            "Taken over.",
                                            null,
                                            null,
                                            Usage.NONE),
                                    null))
                    .isTrue();
            assertThat(gateway.finished(task.id()).state()).isEqualTo(TaskState.SUCCEEDED);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(gateway.engine.sandboxes()).isEmpty());
            assertThat(gateway.attempts(task.id()).getFirst().detail()).isEqualTo("Taken over.");
        }
    }

    /// A task whose program has begun and ends when told.
    private static Task running(TestGateway gateway, MemoryEngine engine, CountDownLatch end) {
        engine.runs(program -> {
            program.print("begun\n");
            end.await();
            return 0;
        });
        var task = gateway.submit(TASK);
        await().until(() -> gateway.log(task.id()).contains("begun"));
        return task;
    }

    private static void ask(TestGateway gateway, Drain drain) {
        var id = gateway.context.getBean(Node.class).id();
        gateway.context.getBean(Nodes.class).ask(id, drain, id);
    }

    private static NodeView.State state(TestGateway gateway) {
        var id = gateway.context.getBean(Node.class).id();
        return gateway.context.getBean(Nodes.class).list(id).stream()
                .filter(NodeView::self)
                .findFirst()
                .orElseThrow()
                .state();
    }
}
