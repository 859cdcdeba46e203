package ai.openclaw.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.NetworkMode;
import ai.openclaw.sandbox.Sandbox;
import com.github.dockerjava.api.model.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lanes are few, kept, and never shared.
class LaneLifeTest {

    @TempDir Path directory;

    @Test
    void moreSandboxesThanLanesWaitAndNeverShare() throws Exception {
        try (var lanes = new TestLanes(directory.resolve("h"), TestLanes.marks(), 1)) {
            var first = lanes.create(NetworkMode.GATEWAY);
            var second = new FutureTask<>(() -> lanes.create(NetworkMode.GATEWAY));
            var waiting = Thread.ofVirtual().start(second);
            await().until(() -> waiting.getState() == Thread.State.WAITING);

            Lane lane = TestLanes.lane(first);
            first.destroy();

            assertThat(TestLanes.lane(second.get())).isEqualTo(lane);
            assertThat(lanes.networks()).hasSize(1);
            assertThat(lanes.meters.get("openclaw.lanes").gauge().value()).isEqualTo(1);
            assertThat(lanes.meters.get("openclaw.lanes.taken").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void whoWaitsForALaneCanBeInterrupted() throws Exception {
        try (var lanes = new TestLanes(directory.resolve("h"), TestLanes.marks(), 1)) {
            var first = lanes.create(NetworkMode.GATEWAY);
            var ended = new CompletableFuture<Sandbox>();
            var waiting =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    ended.complete(lanes.create(NetworkMode.GATEWAY));
                                } catch (Exception e) {
                                    ended.completeExceptionally(e);
                                }
                            });
            await().until(() -> waiting.getState() == Thread.State.WAITING);

            waiting.interrupt();

            assertThat(ended)
                    .failsWithin(java.time.Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(InterruptedException.class);
            assertThat(lanes.engine.sandboxes()).containsExactly(first.id());
        }
    }

    @Test
    void lanesAndTheRelaySurviveARestart() throws Exception {
        var marks = TestLanes.marks();
        var before = new TestLanes(directory.resolve("h"), marks, 2);
        var first = before.create(NetworkMode.GATEWAY);
        before.create(NetworkMode.EGRESS);
        first.destroy();
        List<String> networks = ids(before);
        before.stop();

        try (var after = new TestLanes(directory.resolve("h"), marks, 2)) {
            var sandbox = after.create(NetworkMode.GATEWAY);

            assertThat(ids(after)).containsExactlyInAnyOrderElementsOf(networks);
            assertThat(TestLanes.python(sandbox, Attack.ask(List.of("GET /healthz"))))
                    .contains(" 200 ");
        }
    }

    @Test
    void fewerAreLeftWhenThereMayBeFewer() throws Exception {
        var marks = TestLanes.marks();
        var before = new TestLanes(directory.resolve("h"), marks, 3);
        before.create(NetworkMode.GATEWAY);
        before.create(NetworkMode.GATEWAY);
        before.create(NetworkMode.GATEWAY);
        assertThat(before.networks()).hasSize(3);
        before.stop();

        try (var after = new TestLanes(directory.resolve("h"), marks, 1)) {
            after.create(NetworkMode.GATEWAY);

            assertThat(after.networks()).hasSize(1);
        }
    }

    @Test
    void networkWhoseMakingWasNeverAnsweredIsTaken() throws Exception {
        try (var lanes = new TestLanes(directory.resolve("h"), TestLanes.marks(), 4)) {
            lanes.create(NetworkMode.GATEWAY);
            await().until(() -> lanes.networks().size() == 3);
            // The next number, by somebody whose process did not live to hear of it.
            var lost = lanes.makeNetwork(4, "10.214.255.248/29");

            lanes.create(NetworkMode.GATEWAY);
            await().until(() -> lanes.meters.get("openclaw.lanes").gauge().value() == 4);

            assertThat(ids(lanes)).hasSize(4).contains(lost);
        }
    }

    @Test
    void laneThatWasMadeTwiceIsRemovedAtTheStartAndAtTheEnd() throws Exception {
        var marks = TestLanes.marks();
        var before = new TestLanes(directory.resolve("h"), marks, 2);
        before.create(NetworkMode.GATEWAY).destroy();
        await().until(() -> before.networks().size() == 2);
        var twin = before.makeNetwork(2, "10.214.255.248/29");
        before.stop();

        try (var after = new TestLanes(directory.resolve("h"), marks, 2)) {
            after.create(NetworkMode.GATEWAY).destroy();
            await().until(() -> after.networks().size() == 2);
            assertThat(ids(after)).doesNotContain(twin);

            after.makeNetwork(1, "10.214.255.240/29");
            after.engine.retire();
            assertThat(after.networks()).isEmpty();
        }
    }

    @Test
    void networkThatSomebodyRemovedIsReplaced() throws Exception {
        try (var lanes = new TestLanes(directory.resolve("h"), TestLanes.marks(), 1)) {
            var lane = TestLanes.lane(lanes.create(NetworkMode.GATEWAY));
            lanes.engine.sandboxes().forEach(lanes.engine::destroy);
            String door = lanes.containers().getFirst().substring(1);
            lanes.docker
                    .disconnectFromNetworkCmd()
                    .withNetworkId(lane.name())
                    .withContainerId(door)
                    .withForce(true)
                    .exec();
            lanes.docker.removeNetworkCmd(lane.name()).exec();

            assertThat(CompletableFuture.supplyAsync(() -> attempt(lanes)))
                    .failsWithin(java.time.Duration.ofSeconds(60));
            var sandbox = lanes.create(NetworkMode.GATEWAY);

            assertThat(TestLanes.python(sandbox, Attack.ask(List.of("GET /healthz"))))
                    .contains(" 200 ");
        }
    }

    private static Sandbox attempt(TestLanes lanes) {
        try {
            return lanes.create(NetworkMode.GATEWAY);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(TestLanes lanes) {
        return lanes.networks().stream().map(Network::getId).toList();
    }
}
