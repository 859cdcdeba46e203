package ai.openclaw.sandbox;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.LiveSandbox.State;
import ai.openclaw.sandbox.SandboxMeters.Discard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The warm sandboxes of one kind. A thread of its own keeps as many as are wanted, making one
/// after another, and looks every few seconds whether they still wait and are of today's image.
final class Shelf {

    private static final Logger log = LoggerFactory.getLogger(Shelf.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// Whoever took a sandbox goes first: its first byte is some milliseconds away, and making the
    /// next one takes all the cores that there are.
    private static final Duration YIELD = Duration.ofMillis(100);

    /// What all shelves share.
    ///
    /// @param images how often to look which image its name means
    /// @param makers how many may make one at a time
    /// @param room whether the host has room for them
    record House(
            SandboxEngine engine,
            LiveSandboxes live,
            SandboxMeters meters,
            Discards discards,
            Clock clock,
            PoolSettings settings,
            Duration images,
            Semaphore makers,
            BooleanSupplier room) {}

    /// @param image the exact one
    /// @param since when it began to wait
    /// @param until when it ends by itself
    private record Warm(Sandbox sandbox, Image image, Instant since, Instant until) {

        UUID id() {
            return sandbox.id();
        }
    }

    private final SandboxSpec spec;
    private final House house;
    private final Deque<Warm> warm = new ArrayDeque<>();
    private final Thread thread;
    private @Nullable Image image;
    private Instant looked = Instant.EPOCH;
    private int wanted;
    private int failures;
    private boolean woken;
    private boolean closed;
    private @Nullable Instant gap;

    /// @param spec its lifetime is what a task may need
    Shelf(SandboxSpec spec, House house) {
        this.spec = spec;
        this.house = house;
        this.thread = Thread.ofVirtual().name("pool").unstarted(this::run);
    }

    void open() {
        thread.start();
    }

    /// From now on there are to be so many.
    synchronized void want(int count) {
        if (count != wanted) {
            wanted = count;
            wake();
        }
    }

    Duration lifetime() {
        return spec.lifetime();
    }

    synchronized int wanted() {
        return wanted;
    }

    synchronized int size() {
        return warm.size();
    }

    /// Takes the one that has waited longest. Its owner destroys it.
    ///
    /// @param lifetime that it must still have
    Optional<Pool.Taken> take(Duration lifetime) {
        for (var next = next(); next != null; next = next()) {
            var now = house.clock.instant();
            if (next.until.isBefore(now.plus(lifetime))) {
                house.discards.soon(next.id(), Discard.OLD);
            } else if (!next.sandbox.waits()) {
                house.discards.soon(next.id(), Discard.DIED);
            } else {
                house.meters.age(Duration.between(next.since, now));
                house.live.move(next.id(), State.RUNNING);
                return Optional.of(new Pool.Taken(next.sandbox, next.image, true));
            }
        }
        return Optional.empty();
    }

    private synchronized @Nullable Warm next() {
        var next = warm.pollFirst();
        if (next != null) {
            missing();
        }
        return next;
    }

    /// Destroys this one, if it is here, before it gets a task.
    boolean kill(UUID id) {
        var found = remove(it -> it.id().equals(id));
        discardAll(found, Discard.KILLED);
        return !found.isEmpty();
    }

    /// Destroys all of them; nothing is made any more.
    void close() {
        synchronized (this) {
            closed = true;
            wake();
        }
        // What is being made is broken off; the engine leaves nothing of it.
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        discardAll(remove(_ -> true), Discard.UNWANTED);
    }

    private void run() {
        while (again()) {
            try {
                tend();
                failures = 0;
                await(ROUND);
            } catch (InterruptedException e) {
                return;
            } catch (ImageUnavailable | RuntimeException e) {
                pause(e);
            }
        }
    }

    private void tend() throws ImageUnavailable, InterruptedException {
        var oldest = house.clock.instant().minus(house.settings.age());
        discardAll(remove(it -> it.since.isBefore(oldest)), Discard.OLD);
        // Asked without holding up whoever takes one.
        var died = all().stream().filter(it -> !it.sandbox.waits()).toList();
        discardAll(remove(died::contains), Discard.DIED);
        boolean room = house.room.getAsBoolean();
        discardAll(surplus(room ? wanted() : 0), room ? Discard.UNWANTED : Discard.PRESSURE);
        if (!room || wanted() == 0) {
            return;
        }
        Image image = image();
        discardAll(remove(it -> !it.image.equals(image)), Discard.UNWANTED);
        while (size() < wanted() && !closed() && house.room.getAsBoolean()) {
            make(image);
        }
    }

    private Image image() throws ImageUnavailable, InterruptedException {
        var now = house.clock.instant();
        var known = image;
        if (known == null || now.isAfter(looked.plus(house.images))) {
            known = house.engine.prepare(spec.image().name(), _ -> {});
            image = known;
            looked = now;
        }
        return known;
    }

    private void make(Image image) throws ImageUnavailable, InterruptedException {
        house.makers.acquire();
        var id = Ids.next();
        house.live.hold(id, image.name());
        boolean made = false;
        try {
            var begin = house.clock.instant();
            var lifetime = spec.lifetime().plus(house.settings.age());
            var sandbox = house.live.create(spec.with(id, image, lifetime), State.WARM);
            var now = house.clock.instant();
            add(new Warm(sandbox, image, now, begin.plus(lifetime)));
            made = true;
        } finally {
            house.makers.release();
            if (!made) {
                house.live.release(id);
            }
        }
    }

    private synchronized void add(Warm fresh) {
        warm.add(fresh);
        var since = gap;
        if (since != null && warm.size() >= wanted) {
            house.meters.refilled(Duration.between(since, house.clock.instant()));
            gap = null;
        }
    }

    private synchronized void missing() {
        if (gap == null) {
            gap = house.clock.instant();
        }
        wake();
    }

    private synchronized List<Warm> all() {
        return List.copyOf(warm);
    }

    private synchronized List<Warm> remove(Predicate<Warm> which) {
        var removed = warm.stream().filter(which).toList();
        if (warm.removeAll(removed)) {
            missing();
        }
        return removed;
    }

    private void discardAll(List<Warm> these, Discard why) {
        house.discards.all(these.stream().map(Warm::id).toList(), why);
    }

    private synchronized List<Warm> surplus(int target) {
        var removed = new ArrayList<Warm>();
        while (warm.size() > target) {
            removed.add(warm.removeFirst());
        }
        return removed;
    }

    private void pause(Exception failure) {
        image = null;
        if (++failures == 1) {
            log.warn(
                    "No sandbox of {} can be kept warm: {}",
                    spec.image().name(),
                    failure.toString());
        }
        var pause = ROUND.multipliedBy(1L << Math.min(failures, 4));
        try {
            await(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether there is another round. What woke it up before, it sees anyway.
    private synchronized boolean again() {
        woken = false;
        return !closed;
    }

    private synchronized boolean closed() {
        return closed;
    }

    private synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private void await(Duration limit) throws InterruptedException {
        synchronized (this) {
            long end = System.nanoTime() + limit.toNanos();
            for (long left = limit.toMillis(); !woken && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
            if (closed || !woken) {
                return;
            }
        }
        Thread.sleep(YIELD);
    }
}
