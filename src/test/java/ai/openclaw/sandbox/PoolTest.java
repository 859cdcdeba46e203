package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.LiveSandbox.State;
import ai.openclaw.sandbox.MemoryEngine.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoolTest {

    private static final ByteSize SIZE = ByteSize.parse("64m");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MemoryEngine engine = new MemoryEngine().warms(true);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SandboxMeters meters = new SandboxMeters(registry);
    private final LiveSandboxes live = new LiveSandboxes(engine, meters, Clock.systemUTC());
    private final AtomicBoolean room = new AtomicBoolean(true);
    private final Pool pool = pool(new PoolSettings(5, Duration.ofHours(1), SIZE, SIZE));

    private Pool pool(PoolSettings settings) {
        return new Pool(
                engine, live, meters, Clock.systemUTC(), settings, Duration.ZERO, room::get);
    }

    @BeforeEach
    void start() {
        pool.start();
    }

    @AfterEach
    void nothingIsLeftAfterTheEnd() {
        pool.stop();
        live.list().forEach(it -> engine.destroy(it.id()));
        assertThat(engine.sandboxes()).isEmpty();
    }

    @Test
    void keepsAsManyAsAreWantedAndRefillsWhatWasTaken() throws Exception {
        keep(2);
        awaitWarm(2);
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            var taken = take();
            assertThat(taken.warm()).isTrue();
            assertThat(seen.add(taken.sandbox().id())).as("never used before").isTrue();
            awaitWarm(2);
        }
        assertThat(counter("openclaw.pool.taken", "result", "hit")).isEqualTo(6);
        assertThat(counter("openclaw.pool.taken", "result", "miss")).isZero();
        assertThat(registry.get("openclaw.pool.refill").timer().count()).isPositive();
    }

    @Test
    void emptyPoolMakesOneForTheOccasion() throws Exception {
        engine.fails(Step.CREATE, 1);
        keep(1);
        await().until(() -> engine.failuresLeft(Step.CREATE) == 0);
        var first = take();
        var second = take();
        assertThat(Set.of(first.sandbox().id(), second.sandbox().id())).hasSize(2);
        assertThat(second.warm()).isFalse();
        assertThat(counter("openclaw.pool.taken", "result", "miss")).isPositive();
    }

    @Test
    void atLeastHalfOfTheLanesAreLeftToTasks() {
        var settings = new PoolSettings(8, HOUR, SIZE, SIZE);
        assertThat(settings.within(32).most()).isEqualTo(8);
        assertThat(settings.within(5).most()).isEqualTo(2);
        assertThat(settings.within(1).most()).isZero();
        assertThat(settings.within(0).most()).as("without lanes nobody waits").isEqualTo(8);
    }

    @Test
    void otherSpecGetsNoneOfThem() throws Exception {
        keep(1);
        awaitWarm(1);
        var larger = spec(ByteSize.parse("128m"), null);
        assertThat(taken(larger).warm()).isFalse();
        assertThat(taken(spec(SIZE, "runsc")).warm()).isFalse();
        assertThat(taken(spec(SIZE, null).with(Ids.next(), Image.named("other"), HOUR)).warm())
                .isFalse();
        assertThat(live.list().stream().filter(it -> it.state() == State.WARM)).hasSize(1);
    }

    @Test
    void oneThatMustLastLongerThanItCanIsNotTaken() throws Exception {
        keep(1);
        awaitWarm(1);
        assertThat(
                        taken(spec(SIZE, null).with(Ids.next(), Image.named("i"), HOUR.plus(HOUR)))
                                .warm())
                .isFalse();
    }

    @Test
    void oneThatDiedIsNoticedBeforeTheHandOver() throws Exception {
        keep(1);
        awaitWarm(1);
        UUID dead = warm().getFirst().id();
        engine.destroy(dead);
        var taken = take();
        assertThat(taken.sandbox().id()).isNotEqualTo(dead);
        assertThat(taken.warm()).isFalse();
        await().until(() -> counter("openclaw.pool.discarded", "why", "died") == 1);
        awaitWarm(1);
    }

    @Test
    void changedSpecDrainsTheOldOnes() throws Exception {
        keep(2);
        awaitWarm(2);
        var old = warm().stream().map(LiveSandbox::id).toList();
        pool.keep(List.of(new Pool.Wanted(spec(ByteSize.parse("128m"), null), 1)));
        assertThat(engine.sandboxes()).doesNotContainAnyElementsOf(old);
        await().until(() -> warm().size() == 1);
        pool.keep(List.of());
        assertThat(engine.sandboxes()).isEmpty();
    }

    @Test
    void lessWantedMeansFewerKept() {
        keep(3);
        awaitWarm(3);
        keep(1);
        awaitWarm(1);
        await().until(() -> engine.sandboxes().size() == 1);
    }

    @Test
    void thereAreNeverMoreThanTheSettingSays() {
        pool.keep(
                List.of(
                        new Pool.Wanted(spec(SIZE, null), 4),
                        new Pool.Wanted(spec(SIZE, "runsc"), 4)));
        awaitWarm(5);
        assertThat(registry.get("openclaw.pool.wanted").gauge().value()).isEqualTo(5);
    }

    @Test
    void shortageEmptiesThePoolAndItsEndFillsItAgain() {
        keep(2);
        awaitWarm(2);
        room.set(false);
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.sandboxes().isEmpty());
        assertThat(counter("openclaw.pool.discarded", "why", "pressure")).isEqualTo(2);
        room.set(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> warm().size() == 2);
    }

    @Test
    void killedOneIsReplaced() {
        keep(1);
        awaitWarm(1);
        UUID killed = warm().getFirst().id();
        assertThat(pool.kill(killed)).isTrue();
        assertThat(pool.kill(killed)).isFalse();
        assertThat(engine.sandboxes()).doesNotContain(killed);
        awaitWarm(1);
    }

    @Test
    void stopDestroysAllAndNothingIsMadeAfterwards() throws Exception {
        keep(3);
        awaitWarm(3);
        var taken = take();
        pool.stop();
        assertThat(engine.sandboxes()).containsExactly(taken.sandbox().id());
        keep(3);
        assertThat(registry.get("openclaw.pool.wanted").gauge().value()).isZero();
        assertThat(take().warm()).isFalse();
    }

    @Test
    void engineWithoutWarmthHasNoPool() throws Exception {
        engine.warms(false);
        keep(2);
        assertThat(registry.get("openclaw.pool.wanted").gauge().value()).isZero();
        assertThat(take().warm()).isFalse();
    }

    private void keep(int count) {
        pool.keep(List.of(new Pool.Wanted(spec(SIZE, null), count)));
    }

    private Pool.Taken take() throws Exception {
        return taken(spec(SIZE, null));
    }

    private Pool.Taken taken(SandboxSpec spec) throws Exception {
        live.hold(spec.id(), spec.image().name());
        return pool.take(spec, _ -> {});
    }

    private List<LiveSandbox> warm() {
        return live.list().stream().filter(it -> it.state() == State.WARM).toList();
    }

    private void awaitWarm(int count) {
        await().untilAsserted(() -> {
            assertThat(warm()).hasSize(count);
            assertThat(registry.get("openclaw.pool.warm").gauge().value()).isEqualTo(count);
        });
    }

    private double counter(String name, String key, String value) {
        var found = registry.find(name).tag(key, value).counter();
        return found == null ? 0 : found.count();
    }

    private static SandboxSpec spec(
            ByteSize memory, @org.jspecify.annotations.Nullable String runtime) {
        return new SandboxSpec(
                Ids.next(),
                Image.named("i"),
                memory,
                1,
                10,
                memory,
                memory,
                runtime,
                HOUR,
                NetworkMode.NONE);
    }
}
