package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LaneDoor;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The gateway's own container, where it runs in one: it joins the lanes itself.
///
/// @param id of the engine
record OwnContainer(String id, DockerClient docker, DockerCalls calls) implements LaneSide {

    /// The engine binds files of its own, such as `/etc/hosts`, out of a folder of that name.
    private static final Pattern MOUNTED = Pattern.compile("/containers/([0-9a-f]{64})/");

    /// The container that this process is in, if this engine knows it.
    static Optional<InspectContainerResponse> find(DockerClient docker, DockerCalls calls) {
        String mounts;
        try {
            mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        } catch (IOException e) {
            return Optional.empty();
        }
        return id(mounts)
                .flatMap(id ->
                        calls.call(
                                "looking for the gateway's own container",
                                () -> {
                                    try {
                                        return Optional.of(docker.inspectContainerCmd(id).exec());
                                    } catch (NotFoundException e) {
                                        return Optional.empty();
                                    }
                                }));
    }

    /// Reads the id out of `/proc/self/mountinfo`.
    static Optional<String> id(String mounts) {
        var found = MOUNTED.matcher(mounts);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// Whether this network namespace passes packets on between its networks. A container that is
    /// in two has it switched on unless told otherwise.
    static boolean forwards() {
        try {
            return !Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")).strip().equals("0");
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void join(Lane lane, String network) {
        join(docker, calls, id, lane, network);
    }

    /// Connects a container to a lane at the gateway's address, unless it is there.
    static void join(
            DockerClient docker, DockerCalls calls, String container, Lane lane, String network) {
        calls.call(
                "joining " + lane.name(),
                () -> {
                    var settings = docker.inspectContainerCmd(container).exec();
                    var joined =
                            Objects.requireNonNull(settings.getNetworkSettings()).getNetworks();
                    if (!joined.containsKey(lane.name())) {
                        docker.connectToNetworkCmd()
                                .withContainerId(container)
                                .withNetworkId(network)
                                .withContainerNetwork(
                                        new ContainerNetwork()
                                                .withIpamConfig(
                                                        new ContainerNetwork.Ipam()
                                                                .withIpv4Address(lane.gateway())))
                                .exec();
                    }
                    return true;
                });
    }

    @Override
    public LaneDoor.Place place(Lane lane, int port) {
        return new LaneDoor.Place.Address(
                new InetSocketAddress(lane.gateway(), port), lane.sandbox());
    }

    @Override
    public String describe() {
        return "the gateway's own container is in them";
    }
}
