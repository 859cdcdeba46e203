package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is in which lane. A sandbox holds its lane from before it is made until it is gone for
/// certain; where there are more sandboxes than lanes, they wait. Lanes are made ahead, so that a
/// sandbox rarely waits for one to be made.
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /// Free lanes that are kept ready.
    private static final int AHEAD = 2;

    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Slot> slots = new ArrayList<>();
    private final LaneSource source;
    private int waiting;
    private int most;
    private boolean making;
    private @Nullable RuntimeException failure;

    Lanes(LaneSource source) {
        this.source = source;
        this.most = source.most();
    }

    /// A lane that is being served, and who is in it.
    static final class Slot {

        final LaneSource.Made made;
        private @Nullable UUID holder;
        private boolean entered;

        Slot(LaneSource.Made made) {
            this.made = made;
        }
    }

    /// Makes some ahead. Returns at once.
    void prepare() {
        lock.lock();
        try {
            make();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a lane.
    ///
    /// @throws EngineUnavailable if none could be made, or the sandbox has one
    Lane take(UUID sandbox) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (slot(sandbox) != null) {
                throw new EngineUnavailable("a second sandbox " + sandbox, null);
            }
            failure = null;
            waiting++;
            try {
                while (true) {
                    for (var slot : slots) {
                        if (slot.holder == null) {
                            slot.holder = sandbox;
                            return slot.made.lane();
                        }
                    }
                    if (failure != null) {
                        throw failure;
                    }
                    make();
                    changed.await();
                }
            } finally {
                waiting--;
                make();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The lane of a sandbox that may be there since before. Those come first when lanes are made,
    /// so this waits for at most as many as are taken.
    Optional<Lane> find(UUID sandbox) {
        lock.lock();
        try {
            make();
            long left = PATIENCE;
            while (slot(sandbox) == null && making && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(slot(sandbox)).map(slot -> slot.made.lane());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// The sandbox is in its lane now: what comes out of it from here on is its own, and what may
    /// have come before is cut off.
    void enter(UUID sandbox) {
        lock.lock();
        try {
            var slot = slot(sandbox);
            if (slot != null) {
                slot.made.entry().cut();
                slot.entered = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The sandbox is gone. Without a lane, nothing happens.
    void release(UUID sandbox) {
        lock.lock();
        try {
            var slot = slot(sandbox);
            if (slot != null) {
                slot.entered = false;
                slot.made.entry().cut();
                slot.holder = null;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The sandbox could not be made; its lane may be the reason.
    void giveUp(UUID sandbox) {
        Slot slot;
        lock.lock();
        try {
            slot = slot(sandbox);
        } finally {
            lock.unlock();
        }
        if (slot == null) {
            return;
        }
        boolean broken = !source.exists(slot.made);
        lock.lock();
        try {
            if (broken && slots.remove(slot)) {
                LOG.warn("The lane {} is gone; another takes its place.", slot.made.lane().name());
                slot.made.entry().close();
                make();
            }
            release(sandbox);
        } finally {
            lock.unlock();
        }
    }

    /// Those that have a lane, whether or not they are there yet.
    Set<UUID> holders() {
        lock.lock();
        try {
            var holders = new HashSet<UUID>();
            slots.forEach(slot -> {
                if (slot.holder != null) {
                    holders.add(slot.holder);
                }
            });
            return holders;
        } finally {
            lock.unlock();
        }
    }

    /// Removes every lane.
    void retire() {
        lock.lock();
        try {
            most = 0;
            while (making) {
                changed.awaitUninterruptibly();
            }
            slots.forEach(slot -> slot.made.entry().close());
            slots.clear();
            source.retire();
        } finally {
            most = source.most();
            lock.unlock();
        }
    }

    private @Nullable Slot slot(UUID sandbox) {
        for (var slot : slots) {
            if (sandbox.equals(slot.holder)) {
                return slot;
            }
        }
        return null;
    }

    /// Starts to make lanes if more are wanted and none is being made.
    private void make() {
        if (!making && wanted()) {
            making = true;
            Thread.ofVirtual().name("lanes").start(this::makeAll);
        }
    }

    private boolean wanted() {
        long free = slots.stream().filter(slot -> slot.holder == null).count();
        return slots.size() < most && free < waiting + AHEAD;
    }

    private void makeAll() {
        try {
            while (more()) {
                Optional<LaneSource.Made> made = source.next(this::occupant);
                lock.lock();
                try {
                    if (made.isEmpty()) {
                        most = slots.size();
                        if (most == 0) {
                            throw new EngineUnavailable(
                                    "No subnet is left for lanes: see OPENCLAW_LANE_SUBNETS", null);
                        }
                        LOG.warn("No subnet is left for more than {} lanes.", most);
                    } else {
                        var slot = new Slot(made.get());
                        slot.holder = made.get().occupant();
                        slot.entered = slot.holder != null;
                        slots.add(slot);
                    }
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("A lane could not be made: {}", e.getMessage());
            lock.lock();
            try {
                making = false;
                failure = e;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean more() {
        lock.lock();
        try {
            making = wanted();
            if (!making) {
                changed.signalAll();
            }
            return making;
        } finally {
            lock.unlock();
        }
    }

    /// The sandbox that is in a lane, and not merely about to be.
    private Optional<UUID> occupant(String lane) {
        lock.lock();
        try {
            return slots.stream()
                    .filter(slot -> slot.made.lane().name().equals(lane) && slot.entered)
                    .findFirst()
                    .map(slot -> slot.holder);
        } finally {
            lock.unlock();
        }
    }
}
