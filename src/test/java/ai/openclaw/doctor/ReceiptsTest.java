package ai.openclaw.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.door.TestLanes;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.SandboxMeters;
import ai.openclaw.sandbox.SandboxSettings;
import ai.openclaw.sandbox.SandboxSettings.EngineChoice;
import ai.openclaw.sandbox.TestImages;
import com.github.dockerjava.api.DockerClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

/// When receipts are taken, on the real engine.
class ReceiptsTest {

    private static final String IMAGE = "openclaw-sandbox:local";
    private static final String REPOSITORY = "openclaw-test";

    @TempDir Path directory;

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final SettableClock clock = new SettableClock();
    private final DockerClient docker = TestImages.docker();

    /// A name of this test alone, which can come to mean another image.
    private final String tag = "receipts-" + UUID.randomUUID();

    private TestLanes lanes;
    private RestartedEngine engine;
    private Receipts receipts;

    @BeforeEach
    void open() {
        lanes = new TestLanes(directory, TestLanes.marks(), 4);
        engine = new RestartedEngine(lanes.engine);
        docker.tagImageCmd(IMAGE, REPOSITORY, tag).exec();
        receipts = start();
    }

    @AfterEach
    void close() throws Exception {
        receipts.destroy();
        assertThat(engine.sandboxes()).isEmpty();
        lanes.close();
        docker.removeImageCmd(name()).exec();
        docker.close();
    }

    @Test
    void oneIsTakenAndStandsForAllTasksInTheImage() throws Exception {
        UUID first;
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = tasks.submit(this::required);
            var two = tasks.submit(this::required);
            first = one.get();
            assertThat(two.get()).isEqualTo(first);
        }
        clock.pass(Duration.ofHours(1));
        assertThat(required()).isEqualTo(first);
        assertThat(stored()).isEqualTo(1);

        var receipt = receipts.find(first).orElseThrow();
        assertThat(receipt.complete()).isFalse();
        assertThat(receipt.node()).isEqualTo(lanes.marks.node());
        assertThat(receipt.findings())
                .hasSizeGreaterThanOrEqualTo(30)
                .allSatisfy(it ->
                        assertThat(it.outcome())
                                .as("%s: %s", it.probe(), it.seen())
                                .isEqualTo(Outcome.HELD));
    }

    @Test
    void startTakesItsOwn() throws Exception {
        var before = required();
        receipts = start();
        assertThat(required()).isNotEqualTo(before);
    }

    @Test
    void changedEngineTakesAnother() throws Exception {
        var before = required();
        engine.version = "another";
        assertThat(required()).as("looked at a moment ago").isEqualTo(before);
        clock.pass(Duration.ofMinutes(1));
        assertThat(required()).isNotEqualTo(before);
    }

    @Test
    void changedImageTakesAnotherBeforeAnySandboxOfItIsUsed() throws Exception {
        var before = receipts.require(name(), null, _ -> {});
        var old = engine.prepare(name(), _ -> {});
        changeImage();
        var changed = engine.prepare(name(), _ -> {});
        assertThat(changed.pinned()).isNotEqualTo(old.pinned());

        // A sandbox of the new image came out of the pool, though a receipt of the old one was
        // asked for.
        assertThat(confirmed(before, old)).isEqualTo(before.receipt());
        assertThat(receipts.confirm(before, name(), changed, null)).isEmpty();

        var after = receipts.require(name(), null, _ -> {});
        assertThat(after.receipt()).isNotEqualTo(before.receipt());
        assertThat(confirmed(after, changed)).isEqualTo(after.receipt());
        assertThat(confirmed(after, old)).isEqualTo(before.receipt());
    }

    @Test
    void endInTheMiddleLeavesNoSandbox() throws Exception {
        receipts.takeComplete();
        await().until(() -> !engine.sandboxes().isEmpty());
        receipts.destroy();
        assertThat(engine.sandboxes()).isEmpty();
        assertThat(receipts.running()).isEmpty();
        assertThat(stored()).isZero();
    }

    private UUID required() throws Exception {
        return Objects.requireNonNull(receipts.require(name(), null, _ -> {}).receipt());
    }

    private @Nullable UUID confirmed(Receipts.Clearance clearance, Image image) throws NotIsolated {
        return receipts.confirm(clearance, name(), image, null).orElseThrow().receipt();
    }

    private String name() {
        return REPOSITORY + ":" + tag;
    }

    private void changeImage() {
        String container = docker.createContainerCmd(name()).exec().getId();
        docker.commitCmd(container).withRepository(REPOSITORY).withTag(tag).exec();
        docker.removeContainerCmd(container).exec();
    }

    private int stored() {
        return database.jdbc().sql("select count(*) from receipt").query(Integer.class).single();
    }

    /// As a gateway has it after its start.
    private Receipts start() {
        var settings = new SandboxSettings(EngineChoice.DOCKER, name(), null);
        var meters = new SimpleMeterRegistry();
        var store = new ReceiptStore(database.jdbc(), JsonMapper.builder().build());
        var taking =
                new Taking(
                        engine,
                        settings,
                        new LiveSandboxes(engine, new SandboxMeters(meters), clock),
                        store,
                        lanes.marks,
                        clock,
                        new DatabaseCheck(database.dataSource(), database.jdbc(), clock),
                        18789,
                        "test");
        return new Receipts(
                engine,
                settings,
                store,
                taking,
                clock,
                new IsolationSettings(false),
                new MockEnvironment(),
                meters);
    }

    private static final class SettableClock extends Clock {

        private volatile Instant now = Instant.now();

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
