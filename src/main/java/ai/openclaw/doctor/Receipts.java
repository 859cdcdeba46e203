package ai.openclaw.doctor;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/// Sees to it that there is a receipt for whatever tasks run in: the quick probes run before the
/// first task in an image after a start or a change of the engine or the image, all of them when
/// asked.
@Component
public class Receipts implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);

    /// How long what the engine said of itself and of an image's name counts.
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final SandboxEngine engine;
    private final ReceiptStore store;
    private final Taking taking;
    private final Clock clock;
    private final Kind usual;
    private final boolean production;
    private final boolean override;
    private final Map<Kind, Look> looks = new ConcurrentHashMap<>();
    private final Map<Kind, Receipt> taken = new ConcurrentHashMap<>();
    private final Background background = new Background();
    private volatile @Nullable Running running;

    Receipts(
            SandboxEngine engine,
            SandboxSettings sandboxes,
            ReceiptStore store,
            Taking taking,
            Clock clock,
            IsolationSettings settings,
            Environment environment,
            MeterRegistry meters) {
        this.engine = engine;
        this.store = store;
        this.taking = taking;
        this.clock = clock;
        this.usual = Kind.of(sandboxes.image(), sandboxes.runtime());
        this.production = environment.acceptsProfiles(Profiles.of("production"));
        this.override = settings.override();
        for (Outcome outcome : Outcome.values()) {
            Gauge.builder("openclaw.isolation.probes", () -> count(outcome))
                    .description("Isolation probes of the usual image's receipt")
                    .tag("outcome", outcome.word().replace(' ', '_'))
                    .register(meters);
        }
    }

    /// What a receipt is for.
    ///
    /// @param image by its name in what was asked for, the exact one in what was taken
    private record Kind(String image, @Nullable String runtime) {

        static Kind of(String image, @Nullable String runtime) {
            return new Kind(image, runtime == null || runtime.isBlank() ? null : runtime);
        }
    }

    /// What was last seen of a name.
    private static final class Look {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Receipt receipt;
        private volatile Instant until = Instant.EPOCH;
    }

    /// All probes that are being run now.
    ///
    /// @param done how many have ended
    public record Running(Instant since, int done, int total) {}

    /// That tasks may run.
    ///
    /// @param receipt that says so; null where no probe applies to the engine, or, outside
    ///   production, if none could be taken
    public record Clearance(@Nullable UUID receipt) {}

    /// Sees to it that there is a receipt for tasks in an image, taking it if there is none;
    /// whoever comes meanwhile waits. To be asked before a sandbox is made or taken: a lane that is
    /// held could be the one that the probes wait for.
    ///
    /// @param progress as in [SandboxEngine#prepare]
    /// @throws NotIsolated if a required probe did not hold and this installation runs nothing then
    public Clearance require(String image, @Nullable String runtime, Consumer<String> progress)
            throws NotIsolated, ImageUnavailable, InterruptedException {
        if (taking.probes(false).isEmpty()) {
            return new Clearance(null);
        }
        return clearance(current(Kind.of(image, runtime), progress));
    }

    /// What holds for the image that a sandbox really has. Asks nobody.
    ///
    /// @param name by which it was asked for
    /// @return empty if the name has come to mean an image that nobody has probed: then the sandbox
    ///   must not be used, and [#require] be asked again
    /// @throws NotIsolated as in [#require]
    public Optional<Clearance> confirm(
            Clearance clearance, String name, Image image, @Nullable String runtime)
            throws NotIsolated {
        if (clearance.receipt == null) {
            return Optional.of(clearance);
        }
        var receipt = taken.get(Kind.of(image.pinned(), runtime));
        if (receipt == null) {
            looks.remove(Kind.of(name, runtime));
            return Optional.empty();
        }
        return Optional.of(clearance(receipt));
    }

    private Clearance clearance(@Nullable Receipt receipt) throws NotIsolated {
        if (receipt == null) {
            return new Clearance(null);
        }
        var broken = receipt.broken();
        if (broken.isPresent() && refuses()) {
            throw new NotIsolated(broken.get());
        }
        return new Clearance(receipt.id());
    }

    /// Whether tasks are refused while a required probe does not hold.
    public boolean refuses() {
        return production && !override;
    }

    /// Whether they run all the same because somebody said so.
    public boolean overridden() {
        return override;
    }

    /// The one in force for agents that name no image, if it was taken.
    public Optional<Receipt> latest() {
        var look = looks.get(usual);
        return Optional.ofNullable(look == null ? null : look.receipt);
    }

    public Optional<Receipt> find(UUID id) {
        return store.find(id);
    }

    public Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    /// Runs all probes in the background, unless they run already.
    public synchronized Running takeComplete() {
        var now = running;
        if (now == null) {
            now = new Running(clock.instant(), 0, taking.probes(true).size());
            running = now;
            background.start("all probes", this::complete);
        }
        return now;
    }

    private void complete() throws ImageUnavailable, IOException, InterruptedException {
        try {
            var image = engine.prepare(usual.image, _ -> {});
            var look = looks.computeIfAbsent(usual, _ -> new Look());
            settle(look, taking.take(image, usual.runtime, true, detail(), this::progress));
        } finally {
            running = null;
        }
    }

    private void progress(int done) {
        var now = running;
        if (now != null) {
            running = new Running(now.since, Math.min(done, now.total), now.total);
        }
    }

    private @Nullable Receipt current(Kind kind, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        var look = looks.computeIfAbsent(kind, _ -> new Look());
        look.lock.lockInterruptibly();
        try {
            if (clock.instant().isBefore(look.until)) {
                return look.receipt;
            }
            String detail = detail();
            var image = engine.prepare(kind.image, progress);
            var known = taken.get(Kind.of(image.pinned(), kind.runtime));
            boolean fits = known != null && known.engineDetail().equals(detail);
            settle(look, fits ? known : taking.take(image, kind.runtime, false, detail, _ -> {}));
            return look.receipt;
        } catch (IOException e) {
            if (refuses()) {
                throw new EngineUnavailable("The isolation probes could not run", e);
            }
            log.warn("The isolation probes could not run: {}", e.toString());
            settle(look, null);
            return null;
        } finally {
            look.lock.unlock();
        }
    }

    private void settle(Look look, @Nullable Receipt receipt) {
        if (receipt != null) {
            taken.put(Kind.of(receipt.image(), receipt.runtime()), receipt);
        }
        look.receipt = receipt;
        look.until = clock.instant().plus(FRESH);
    }

    private String detail() {
        var seen = engine.availability();
        if (!seen.ready()) {
            throw new EngineUnavailable(seen.detail(), null);
        }
        return seen.detail();
    }

    private long count(Outcome outcome) {
        return latest().map(it -> it.count(outcome)).orElse(0L);
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (override) {
            log.error(
                    "OPENCLAW_ISOLATION_OVERRIDE is set: tasks run even where the isolation probes"
                            + " do not hold. Remove it as soon as `openclaw doctor` is content.");
        }
        // So that the first task need not wait for it.
        background.start(
                "first receipt",
                () -> {
                    var _ = require(usual.image, usual.runtime, _ -> {});
                });
    }

    /// Leaves no sandbox behind.
    @Override
    public void destroy() throws InterruptedException {
        background.end();
    }
}
