package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LaneDoor;
import ai.openclaw.sandbox.LaneSettings;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes lanes that work: network, the gateway's stand-in in it, and the gateway behind that. Those
/// of an earlier run of this node come first. Its user calls one method at a time.
final class LaneSource {

    private static final Logger LOG = LoggerFactory.getLogger(LaneSource.class);

    /// For the relay to start and find a socket.
    private static final Duration REACH = Duration.ofSeconds(30);

    private static final int TRIES = 16;

    private final LaneNetworks networks;
    private final LaneSide side;
    private final LaneDoor door;
    private final LaneSettings settings;
    private final Subnets subnets;
    private final Labels labels;
    private final int engine;
    private final Runnable retireSide;

    /// Lanes of an earlier run that are not served yet, those with a sandbox in them first.
    private @Nullable Deque<LaneNetworks.Found> known;

    private final Map<Integer, LaneNetworks.Found> all = new HashMap<>();
    private Map<String, UUID> occupants = Map.of();

    /// @param engine its major version
    /// @param retireSide removes what stands in the lanes
    LaneSource(
            LaneNetworks networks,
            LaneSide side,
            LaneDoor door,
            LaneSettings settings,
            Labels labels,
            int engine,
            Runnable retireSide) {
        this.networks = networks;
        this.side = side;
        this.door = door;
        this.settings = settings;
        this.subnets =
                new Subnets(
                        settings.lane().subnets().stream().map(Subnet::parse).toList(),
                        labels.node());
        this.labels = labels;
        this.engine = engine;
        this.retireSide = retireSide;
    }

    /// @param id of the network
    /// @param occupant who has been in it since before, or null
    record Made(Lane lane, String id, LaneDoor.Entry entry, @Nullable UUID occupant) {}

    int most() {
        return settings.lanes();
    }

    /// The next one, known or new; empty if no subnet is left.
    ///
    /// @param occupant tells who is in a lane, by its name
    /// @throws EngineUnavailable if it does not work
    synchronized Optional<Made> next(Function<String, Optional<UUID>> occupant) {
        try {
            var found = knownOrNew();
            return found.map(network -> serve(network, occupant));
        } catch (DockerException e) {
            throw new EngineUnavailable(
                    "The Docker Engine refused a lane: " + DockerCalls.message(e), e);
        }
    }

    private Optional<LaneNetworks.Found> knownOrNew() {
        var left = known;
        if (left == null) {
            all.clear();
            networks.removeDoubles();
            all.putAll(networks.ours());
            occupants = networks.occupants();
            left = new ArrayDeque<>();
            for (var network : all.values()) {
                if (occupants.containsKey(labels.lane(network.number()))) {
                    left.addFirst(network);
                } else {
                    left.addLast(network);
                }
            }
            known = left;
            removeSurplus();
        }
        return left.isEmpty() ? fresh() : Optional.of(left.removeFirst());
    }

    /// There may be fewer lanes now than there were; those with a sandbox in them stay until that
    /// is gone.
    private void removeSurplus() {
        while (known != null
                && all.size() > most()
                && !occupants.containsKey(labels.lane(known.getLast().number()))) {
            var surplus = known.removeLast();
            networks.remove(surplus);
            all.remove(surplus.number());
        }
    }

    /// A lane that is there and that nobody knows: the engine made it and the answer was lost.
    private Optional<LaneNetworks.Found> lost() {
        var lost =
                networks.ours().values().stream()
                        .filter(network -> !all.containsKey(network.number()))
                        .findFirst();
        lost.ifPresent(network -> all.put(network.number(), network));
        return lost;
    }

    private Optional<LaneNetworks.Found> fresh() {
        int number = 1;
        while (all.containsKey(number)) {
            number++;
        }
        var used = networks.used();
        for (int tries = 1; ; tries++) {
            var subnet = subnets.free(used);
            if (subnet.isEmpty()) {
                return Optional.empty();
            }
            try {
                var made = networks.make(number, subnet.get(), engine);
                all.put(number, made);
                return Optional.of(made);
            } catch (DockerException e) {
                var lost = lost();
                if (lost.isPresent()) {
                    return lost;
                }
                // Another node was faster, or the engine knows of a use that we do not.
                if (tries == TRIES || !DockerCalls.message(e).contains("overlap")) {
                    throw e;
                }
                used.add(subnet.get());
            }
        }
    }

    private Made serve(LaneNetworks.Found network, Function<String, Optional<UUID>> occupant) {
        var subnet = network.subnet();
        var lane =
                new Lane(
                        labels.lane(network.number()),
                        subnet.address(2),
                        subnet.address(3),
                        settings.sandbox().port());
        try {
            side.join(lane, network.id());
            var place = side.place(lane, lane.port());
            var entry = door.open(lane.name(), place, () -> occupant.apply(lane.name()));
            try {
                if (side instanceof Relay && !entry.awaitReached(REACH)) {
                    throw new EngineUnavailable(
                            "The relay "
                                    + labels.door()
                                    + " does not reach the gateway: the Docker Engine may be in"
                                    + " another place than OPENCLAW_HOME",
                            null);
                }
            } catch (RuntimeException | InterruptedException e) {
                entry.close();
                throw e;
            }
            LOG.debug("The lane {} is ready at {}", lane.name(), lane.url());
            return new Made(lane, network.id(), entry, occupants.get(lane.name()));
        } catch (IOException e) {
            putBack(network);
            throw new EngineUnavailable(
                    "The lane " + lane.name() + " cannot be served: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            putBack(network);
            throw e;
        } catch (InterruptedException e) {
            throw new AssertionError("the thread is our own", e);
        }
    }

    private void putBack(LaneNetworks.Found network) {
        if (known != null && networks.exists(network.id())) {
            known.addFirst(network);
        } else {
            all.remove(network.number());
        }
    }

    /// Whether its network is still there; if not, it is forgotten.
    boolean exists(Made lane) {
        boolean there = networks.exists(lane.id());
        if (!there) {
            forget(lane);
        }
        return there;
    }

    private synchronized void forget(Made lane) {
        all.values().removeIf(network -> network.id().equals(lane.id()));
    }

    /// Removes every lane of this node, and what stands in them.
    synchronized void retire() {
        retireSide.run();
        networks.removeAll();
        all.clear();
        known = null;
        occupants = Map.of();
    }

    String describe() {
        return "Up to " + most() + " lanes; " + side.describe();
    }
}
