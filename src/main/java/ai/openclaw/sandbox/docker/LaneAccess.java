package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.NetworkMode;
import ai.openclaw.sandbox.Sandbox.Reach;
import ai.openclaw.sandbox.SandboxSpec;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lanes where there can be some, and where not, the reason. What stands against them is looked at
/// again now and then: somebody may have mended it.
final class LaneAccess {

    private static final Logger LOG = LoggerFactory.getLogger(LaneAccess.class);
    private static final long AGAIN = Duration.ofSeconds(30).toNanos();

    private final DockerAddress address;
    private final DockerClient docker;
    private final DockerCalls calls;
    private final Labels labels;
    private final LaneTopology topology;
    private final LaneNetworks networks;
    private @Nullable Lanes lanes;
    private @Nullable LaneExits exits;
    private String missing = "";
    private long looked;

    LaneAccess(
            DockerAddress address,
            DockerClient docker,
            DockerCalls calls,
            Labels labels,
            LaneTopology topology) {
        this.address = address;
        this.docker = docker;
        this.calls = calls;
        this.labels = labels;
        this.topology = topology;
        this.networks = new LaneNetworks(docker, calls, labels);
    }

    /// Gives a sandbox that is about to be made what it may reach, waiting for a lane if all are
    /// taken.
    ///
    /// @throws EngineUnavailable if there should be a lane and it could not be made
    Reach reach(SandboxSpec spec) throws InterruptedException {
        if (spec.network() == NetworkMode.NONE) {
            return Reach.NOTHING;
        }
        var found = lanes();
        if (found.isEmpty()) {
            return new Reach(null, missing());
        }
        var lane = found.get().take(spec.id());
        try {
            return new Reach(exit(spec, lane), null);
        } catch (RuntimeException e) {
            found.get().release(spec.id());
            throw e;
        }
    }

    private Lane exit(SandboxSpec spec, Lane lane) {
        var to = exits();
        return spec.network() == NetworkMode.EGRESS && to.isPresent()
                ? to.get().open(spec.id(), lane)
                : lane;
    }

    /// Puts a container that is about to be made into its lane.
    static CreateContainerCmd into(CreateContainerCmd request, @Nullable Lane lane) {
        if (lane == null) {
            return request;
        }
        var host = Objects.requireNonNull(request.getHostConfig());
        host.withNetworkMode(lane.name())
                .withExtraHosts("gateway:" + lane.gateway())
                // Nobody resolves names here; so say it at once.
                .withDns("127.0.0.1")
                .withDnsOptions(List.of("timeout:1", "attempts:1"));
        var env = new ArrayList<>(Arrays.asList(Objects.requireNonNull(request.getEnv())));
        env.add("OPENCLAW_GATEWAY_URL=" + lane.url());
        return request.withEnv(env).withIpv4Address(lane.sandbox());
    }

    /// What a sandbox of an earlier run reaches.
    Reach adopt(SandboxSpec spec) {
        if (spec.network() == NetworkMode.NONE) {
            return Reach.NOTHING;
        }
        var lane = lanes().flatMap(lanes -> lanes.find(spec.id()));
        return lane.map(found -> new Reach(exit(spec, found), null))
                .orElseGet(() -> new Reach(null, "It has no lane any more."));
    }

    /// The sandbox is in its lane, and finds there what is to be found when this returns.
    void enter(UUID sandbox) throws InterruptedException {
        present().ifPresent(lanes -> lanes.enter(sandbox));
        var to = exits();
        if (to.isPresent()) {
            to.get().await(sandbox);
        }
    }

    void release(UUID sandbox) {
        exits().ifPresent(exits -> exits.close(sandbox));
        present().ifPresent(lanes -> lanes.release(sandbox));
    }

    /// The sandbox could not be made. Its lane stays taken as long as there may be something in it;
    /// who destroys what is listed of it then gives the lane back.
    void withdraw(UUID sandbox, Leftovers leftovers, Exception cause) {
        try {
            if (holders().contains(sandbox) && !leftovers.sandboxes().contains(sandbox)) {
                exits().ifPresent(exits -> exits.close(sandbox));
                present().ifPresent(lanes -> lanes.giveUp(sandbox));
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    Set<UUID> holders() {
        return present().map(Lanes::holders).orElse(Set.of());
    }

    /// Makes some lanes ahead, so that the first sandboxes find them ready.
    ///
    /// @return how it stands, as a sentence
    String prepare() {
        var found = lanes();
        found.ifPresent(Lanes::prepare);
        return found.isPresent()
                ? "Sandboxes reach the gateway through lanes."
                : "Sandboxes reach nothing, not even the gateway. " + missing();
    }

    /// Empty where there are lanes.
    List<String> caveats() {
        return lanes().isPresent()
                ? List.of()
                : List.of(
                        "Sandboxes reach nothing, not even the gateway's sandbox port, whatever"
                                + " their agents say. "
                                + missing());
    }

    /// Removes the lanes of this node and what stands in them, used ones too.
    synchronized void retire() {
        if (exits != null) {
            exits.closeAll();
        }
        if (lanes != null) {
            lanes.retire();
        } else {
            Relay.remove(docker, calls, labels);
            networks.removeAll();
        }
    }

    private synchronized Optional<Lanes> present() {
        return Optional.ofNullable(lanes);
    }

    private synchronized Optional<LaneExits> exits() {
        return Optional.ofNullable(exits);
    }

    private synchronized String missing() {
        return missing;
    }

    private synchronized Optional<Lanes> lanes() {
        if (lanes == null && (looked == 0 || System.nanoTime() - looked > AGAIN)) {
            try {
                look();
            } catch (DockerException e) {
                throw calls.refused("looking for lanes", e);
            }
            looked = System.nanoTime();
        }
        return Optional.ofNullable(lanes);
    }

    private void look() {
        var found = topology.find(address, docker, calls, labels);
        var side = found.side();
        if (side == null) {
            if (!missing.equals(found.missing())) {
                LOG.warn("There are no lanes. {}", found.missing());
            }
            missing = found.missing();
            return;
        }
        var source =
                new LaneSource(
                        networks,
                        side,
                        Objects.requireNonNull(topology.doors().gateway()),
                        topology.settings(),
                        labels,
                        found.engine(),
                        () -> Relay.remove(docker, calls, labels));
        LOG.info("{}.", source.describe());
        exits = new LaneExits(side, topology.doors().egress(), topology.settings().egress().port());
        lanes = new Lanes(source);
    }
}
