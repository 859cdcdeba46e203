package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.DiskSettings;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.ImageUses;
import ai.openclaw.sandbox.LaneDoors;
import ai.openclaw.sandbox.LaneSettings;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.PullPolicy;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.Survivor;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Runs sandboxes on a Docker Engine. Connects when it is used, so it can be made where there is no
/// engine yet.
public final class DockerEngine implements SandboxEngine, AutoCloseable {

    /// Where Docker listens unless `DOCKER_HOST` says otherwise.
    public static final String DEFAULT_HOST = "unix:///var/run/docker.sock";

    private static final Duration QUICK = Duration.ofSeconds(5);

    private final DockerAddress address;
    private final DockerClient docker;
    private final DockerCalls calls;
    private final Archives archives;
    private final Containers containers;
    private final Endings endings;
    private final ForeignSignals signals;
    private final Leftovers leftovers;
    private final Images images;
    private final Births births;
    private final DiskAccess disks;
    private final LaneAccess lanes;
    private final Adoptions adoptions;

    /// Probes and other short-lived things of this process.
    private final Set<UUID> own = ConcurrentHashMap.newKeySet();

    /// @param dockerHost as in `DOCKER_HOST`: `unix://…` or plain `tcp://…`
    /// @throws EngineUnavailable if this is another kind of address
    public static DockerEngine at(String dockerHost, Marks marks) {
        return new DockerEngine(
                DockerAddress.parse(dockerHost, System.getenv()),
                marks,
                PullPolicy.MISSING,
                Duration.ofSeconds(60));
    }

    /// One whose sandboxes reach the gateway, where their specs say so.
    ///
    /// @param doors the gateway's end of the lanes
    /// @param home the gateway's own folder, closed to everybody else
    /// @param disks for sandboxes whose limit of disk is to be hard
    /// @see #at(String, Marks)
    public static DockerEngine at(
            String dockerHost,
            Marks marks,
            PullPolicy pull,
            LaneSettings lanes,
            LaneDoors doors,
            Path home,
            DiskSettings disks) {
        return new DockerEngine(
                DockerAddress.parse(dockerHost, System.getenv()),
                marks,
                pull,
                Duration.ofSeconds(60),
                new LaneTopology(lanes, doors, home),
                disks);
    }

    /// @param patience how long an engine that went away is given to come back
    DockerEngine(DockerAddress address, Marks marks, PullPolicy pull, Duration patience) {
        this(address, marks, pull, patience, LaneTopology.NONE, DiskSettings.NONE);
    }

    private DockerEngine(
            DockerAddress address,
            Marks marks,
            PullPolicy pull,
            Duration patience,
            LaneTopology topology,
            DiskSettings disks) {
        this.address = address;
        this.docker = address.client(QUICK);
        this.calls = new DockerCalls(address);
        this.archives = new Archives(address, calls);
        this.containers = new Containers(address, docker, calls);
        var labels = new Labels(marks);
        this.signals = new ForeignSignals(docker, labels);
        this.endings = new Endings(containers, signals, patience);
        this.leftovers = new Leftovers(docker, calls, labels);
        var probe = new ImageProbe(docker, archives, labels, own, leftovers::remove);
        this.images = new Images(docker, calls, probe, pull, Duration.ofMinutes(2));
        this.births = new Births(docker, calls, labels, leftovers);
        String tools = disks.sandbox().image();
        var helper = new DiskContainer(docker, calls, labels, tools, own, leftovers::remove);
        this.disks = new DiskAccess(address, docker, calls, births::host, disks.folder(), helper);
        this.lanes = new LaneAccess(address, docker, calls, labels, topology);
        this.adoptions = new Adoptions(address, docker, calls, labels, this.disks, lanes);
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Availability availability() {
        try {
            var version = calls.call("asking its version", QUICK, () -> docker.versionCmd().exec());
            return new Availability(
                    true,
                    "Docker Engine %s, API %s, at %s; it has %s; %s"
                            .formatted(
                                    version.getVersion(),
                                    version.getApiVersion(),
                                    address.uri(),
                                    births.look().walls(),
                                    disks.describe()));
        } catch (EngineUnavailable e) {
            return new Availability(false, String.valueOf(e.getMessage()));
        } catch (DockerException e) {
            return new Availability(false, calls.refused("to say its version", e).toString());
        }
    }

    @Override
    public boolean answers() {
        return containers.answers();
    }

    @Override
    public List<String> caveats() {
        var caveats = new ArrayList<String>();
        try {
            caveats.addAll(disks.caveats());
            caveats.addAll(births.look().caveats());
            caveats.addAll(lanes.caveats());
        } catch (EngineUnavailable | DockerException e) {
            caveats.add("What the engine's host adds cannot be asked: " + e.getMessage());
        }
        return List.copyOf(caveats);
    }

    /// The names of the runtimes that the engine has.
    ///
    /// @throws EngineUnavailable if it does not answer
    public Set<String> runtimes() {
        return calls.unrefused("to say its runtimes", () -> births.look().runtimes());
    }

    @Override
    public boolean warms() {
        return true;
    }

    @Override
    public Optional<Path> files() {
        return births.files();
    }

    @Override
    public Image prepare(String image, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        try {
            return images.prepare(image, progress);
        } catch (DockerException e) {
            throw calls.refused("preparing the image '" + image + "'", e);
        }
    }

    @Override
    public void account(ImageUses uses) {
        images.account(uses);
    }

    @Override
    public boolean remove(String image) {
        return images.remove(image);
    }

    @Override
    public Sandbox create(SandboxSpec spec) throws ImageUnavailable, InterruptedException {
        signals.listen();
        try {
            var facts = images.facts(spec.image());
            var reach = lanes.reach(spec);
            try {
                var disk = disks.give(spec, facts.ownsWorkspace());
                String container = births.give(spec, disk.workspace(), reach.lane());
                lanes.enter(spec.id());
                var out = new OutFolder(archives, container, facts.leavesNothing());
                var birth = new Birth(container, reach, disk.limit(), out);
                return new DockerSandbox(spec.id(), birth, this);
            } catch (RuntimeException | ImageUnavailable | InterruptedException e) {
                disks.withdraw(spec.id());
                lanes.withdraw(spec.id(), leftovers, e);
                throw e;
            }
        } catch (DockerException e) {
            throw calls.refused("making sandbox " + spec.id(), e);
        }
    }

    @Override
    public boolean adopts() {
        return true;
    }

    @Override
    public Optional<Survivor> adopt(SandboxSpec spec, boolean started) {
        signals.listen();
        return adoptions.find(spec, started, this);
    }

    @Override
    public List<UUID> sandboxes() {
        var all = new HashSet<>(lanes.holders());
        all.addAll(calls.unrefused("listing the sandboxes", leftovers::sandboxes));
        all.removeAll(own);
        return List.copyOf(all);
    }

    @Override
    public void destroy(UUID sandbox) {
        try {
            disks.around(sandbox, leftovers::remove);
            lanes.release(sandbox);
        } catch (DockerException e) {
            throw calls.refused("destroying sandbox " + sandbox, e);
        }
    }

    /// Makes what sandboxes reach the gateway by, ahead of the first, and gives back what disks
    /// still hold. Returns before it is done.
    ///
    /// @return how it stands with the lanes, as a sentence
    public String prepareForFirst() {
        disks.prepare();
        return lanes.prepare();
    }

    @Override
    public void retire() {
        try {
            lanes.retire();
        } catch (DockerException e) {
            throw calls.refused("removing the lanes", e);
        }
    }

    /// Ends the connections; sandboxes and lanes stay as they are.
    @Override
    public void close() throws IOException {
        signals.close();
        disks.close();
        docker.close();
    }

    DockerAddress address() {
        return address;
    }

    DockerCalls calls() {
        return calls;
    }

    Archives archives() {
        return archives;
    }

    Containers containers() {
        return containers;
    }

    Endings endings() {
        return endings;
    }
}
