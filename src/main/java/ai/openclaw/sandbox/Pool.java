package ai.openclaw.sandbox;

import ai.openclaw.sandbox.LiveSandbox.State;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Warm sandboxes: made ahead, started and waiting on their input, each for one task and never for
/// a second. Whoever takes one destroys it, as one made for the occasion.
///
/// A warm sandbox fits a task whose spec is equal in everything but id and lifetime, limits
/// included. They could be changed in one that runs, but not its log's size and its `/tmp`, and the
/// change would take longer than the whole hand-over.
@Component
public class Pool implements SmartLifecycle {

    /// Making one takes a core for half a second.
    private static final int MAKERS = 2;

    /// How soon a name that means another image now is noticed; its registry is not asked so often.
    private static final Duration LOOKED = Duration.ofSeconds(5);

    private static final Duration PULLED = Duration.ofMinutes(5);

    /// So many of this kind are to wait.
    ///
    /// @param spec with any id; image by name, lifetime as the longest task needs it
    public record Wanted(SandboxSpec spec, int count) {}

    /// A sandbox for one attempt.
    ///
    /// @param warm whether it had waited
    public record Taken(Sandbox sandbox, Image image, boolean warm) {}

    private final Shelf.House house;
    private final Map<SandboxSpec, Shelf> shelves = new ConcurrentHashMap<>();
    private volatile boolean running;

    @Autowired
    Pool(
            SandboxEngine engine,
            LiveSandboxes live,
            SandboxMeters meters,
            Clock clock,
            PoolSettings settings,
            LaneSettings lanes,
            ImageSettings images) {
        this(
                engine,
                live,
                meters,
                clock,
                settings.within(lanes.lanes()),
                images.pull() == PullPolicy.ALWAYS ? PULLED : LOOKED,
                new Headroom(settings, engine.files()));
    }

    /// @param images how often to look which image a name means
    /// @param room whether the host has memory and disk for them
    Pool(
            SandboxEngine engine,
            LiveSandboxes live,
            SandboxMeters meters,
            Clock clock,
            PoolSettings settings,
            Duration images,
            BooleanSupplier room) {
        this.house =
                new Shelf.House(
                        engine,
                        live,
                        meters,
                        new Discards(live, meters),
                        clock,
                        settings,
                        images,
                        new Semaphore(MAKERS),
                        room);
        meters.pool(
                () -> shelves.values().stream().mapToInt(Shelf::wanted).sum(),
                () -> shelves.values().stream().mapToInt(Shelf::size).sum());
    }

    /// Keeps these from now on and no others. Where they are more than there may be, the later ones
    /// get less. Returns when what nobody wants any more is gone.
    public synchronized void keep(List<Wanted> all) {
        if (!running || !house.engine().warms()) {
            return;
        }
        Map<SandboxSpec, Integer> counts = new HashMap<>();
        Map<SandboxSpec, SandboxSpec> longest = new HashMap<>();
        int left = house.settings().most();
        for (Wanted wanted : all) {
            int count = Math.min(wanted.count, left);
            left -= count;
            if (count > 0) {
                var kind = wanted.spec.kind();
                counts.merge(kind, count, Integer::sum);
                longest.merge(kind, wanted.spec, Pool::longer);
            }
        }
        var old = new ArrayList<Shelf>();
        shelves.forEach((kind, shelf) -> {
            var wanted = longest.get(kind);
            if (wanted == null || wanted.lifetime().compareTo(shelf.lifetime()) > 0) {
                shelves.remove(kind);
                old.add(shelf);
            }
        });
        old.forEach(Shelf::close);
        longest.forEach((kind, spec) -> {
            var shelf =
                    shelves.computeIfAbsent(
                            kind,
                            _ -> {
                                var made = new Shelf(spec, house);
                                made.open();
                                return made;
                            });
            shelf.want(counts.getOrDefault(kind, 0));
        });
    }

    private static SandboxSpec longer(SandboxSpec one, SandboxSpec other) {
        return one.lifetime().compareTo(other.lifetime()) >= 0 ? one : other;
    }

    /// Takes a warm sandbox of this spec's kind if one waits, else makes one.
    ///
    /// @param spec image by name; its id is for one that has to be made, and is held by
    ///   [LiveSandboxes], as a warm one is by its own
    /// @param progress as in [SandboxEngine#prepare]
    public Taken take(SandboxSpec spec, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        var shelf = shelves.get(spec.kind());
        if (shelf != null) {
            var warm = shelf.take(spec.lifetime());
            house.meters().taken(warm.isPresent());
            if (warm.isPresent()) {
                return warm.get();
            }
        }
        Image image = house.engine().prepare(spec.image().name(), progress);
        var ready = spec.with(spec.id(), image, spec.lifetime());
        return new Taken(house.live().create(ready, State.RUNNING), image, false);
    }

    /// Destroys a warm sandbox; another one takes its place.
    ///
    /// @return false if this is none
    public boolean kill(UUID id) {
        return shelves.values().stream().anyMatch(shelf -> shelf.kill(id));
    }

    /// Stops after everything that takes from it.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    @Override
    public void start() {
        running = true;
    }

    /// Destroys all of them.
    @Override
    public void stop() {
        List<Shelf> all;
        synchronized (this) {
            running = false;
            all = List.copyOf(shelves.values());
            shelves.clear();
        }
        all.stream()
                .map(shelf -> Thread.ofVirtual().name("pool-stop").start(shelf::close))
                .toList()
                .forEach(Pool::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
