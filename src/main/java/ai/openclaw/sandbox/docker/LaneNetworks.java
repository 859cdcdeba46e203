package ai.openclaw.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/// The engine's networks that lanes are.
final class LaneNetworks {

    /// From this version on a bridge can be told to have no address on the host at all; before, it
    /// can be told not to set the one it has. Without either, a plain internal network reaches
    /// every service of the host that listens on all addresses.
    private static final int ISOLATED_SINCE = 28;

    private final DockerClient docker;
    private final DockerCalls calls;
    private final Labels labels;

    LaneNetworks(DockerClient docker, DockerCalls calls, Labels labels) {
        this.docker = docker;
        this.calls = calls;
        this.labels = labels;
    }

    /// @param id of the engine
    record Found(String id, int number, Subnet subnet) {}

    /// Our lanes, by number.
    Map<Integer, Found> ours() {
        var found = new TreeMap<Integer, Found>();
        for (Network network : listed()) {
            var subnets = subnets(network);
            if (subnets.size() == 1) {
                int number = number(network);
                found.put(number, new Found(network.getId(), number, subnets.getFirst()));
            }
        }
        return found;
    }

    private List<Network> listed() {
        return calls
                .call(
                        "listing the lanes",
                        () ->
                                docker.listNetworksCmd()
                                        .withFilter("label", labels.laneFilter())
                                        .exec())
                .stream()
                .filter(network -> labels.ours(network.getLabels()))
                .toList();
    }

    private static int number(Network network) {
        return Integer.parseInt(network.getLabels().get(Labels.LANE));
    }

    /// Of two with one number, the one that nobody is in: an engine that went down while it made a
    /// lane may have made it twice, and then starts nothing in either of them.
    void removeDoubles() {
        var kept = new HashSet<Integer>();
        listed().stream()
                .sorted(Comparator.comparing(this::empty))
                .filter(network -> !kept.add(number(network)))
                .filter(this::empty)
                .forEach(network -> remove(network.getId(), number(network)));
    }

    private boolean empty(Network network) {
        return calls.call(
                "looking at a lane",
                () -> {
                    try {
                        return docker.inspectNetworkCmd()
                                .withNetworkId(network.getId())
                                .exec()
                                .getContainers()
                                .isEmpty();
                    } catch (NotFoundException e) {
                        return true;
                    }
                });
    }

    /// Removes every lane of this node, doubles and half made ones among them.
    void removeAll() {
        listed().forEach(network -> remove(network.getId(), number(network)));
    }

    /// Every subnet that the engine or this host knows of.
    Collection<Subnet> used() {
        var used = new ArrayList<Subnet>();
        calls.call("listing the networks", () -> docker.listNetworksCmd().exec())
                .forEach(network -> used.addAll(subnets(network)));
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(i -> i.getInterfaceAddresses().stream())
                    .filter(a -> a.getAddress() instanceof Inet4Address)
                    .map(a ->
                            Subnet.parse(
                                    a.getAddress().getHostAddress()
                                            + "/"
                                            + a.getNetworkPrefixLength()))
                    .forEach(used::add);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        used.addAll(routes());
        return used;
    }

    /// Where this host sends packets, the default route left out.
    private static List<Subnet> routes() {
        try {
            return routes(Files.readAllLines(Path.of("/proc/net/route")));
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Reads `/proc/net/route`: destination and mask are the second and eighth field, in
    /// hexadecimal, their bytes in the order of this machine.
    static List<Subnet> routes(List<String> lines) {
        var routes = new ArrayList<Subnet>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            var field = line.split("\\s+", -1);
            int prefix = Integer.bitCount((int) Long.parseLong(field[7], 16));
            if (prefix > 0) {
                int base = Integer.reverseBytes((int) Long.parseLong(field[1], 16));
                routes.add(new Subnet(Integer.toUnsignedLong(base), prefix));
            }
        }
        return routes;
    }

    private static List<Subnet> subnets(Network network) {
        var ipam = network.getIpam();
        if (ipam == null || ipam.getConfig() == null) {
            return List.of();
        }
        return ipam.getConfig().stream()
                .map(Network.Ipam.Config::getSubnet)
                .filter(subnet -> subnet != null && !subnet.contains(":"))
                .map(Subnet::parse)
                .toList();
    }

    /// Makes one.
    ///
    /// @param engine its major version
    /// @throws DockerException if somebody else took the subnet meanwhile
    Found make(int number, Subnet subnet, int engine) {
        String id =
                calls.call(
                        "making the lane " + labels.lane(number),
                        () ->
                                docker.createNetworkCmd()
                                        .withName(labels.lane(number))
                                        .withDriver("bridge")
                                        .withCheckDuplicate(true)
                                        .withInternal(true)
                                        .withEnableIpv6(false)
                                        .withIpam(
                                                new Network.Ipam()
                                                        .withConfig(
                                                                new Network.Ipam.Config()
                                                                        .withSubnet(
                                                                                subnet.toString())
                                                                        .withGateway(
                                                                                subnet.address(1))))
                                        .withOptions(options(engine))
                                        .withLabels(labels.ofLane(number))
                                        .exec()
                                        .getId());
        return new Found(id, number, subnet);
    }

    static Map<String, String> options(int engine) {
        var options = new HashMap<String, String>();
        if (engine >= ISOLATED_SINCE) {
            options.put("com.docker.network.bridge.gateway_mode_ipv4", "isolated");
            options.put("com.docker.network.bridge.gateway_mode_ipv6", "isolated");
        } else {
            options.put("com.docker.network.bridge.inhibit_ipv4", "true");
        }
        return Map.copyOf(options);
    }

    /// Whether it is there.
    boolean exists(String id) {
        return calls.call(
                "looking at a lane",
                () -> {
                    try {
                        docker.inspectNetworkCmd().withNetworkId(id).exec();
                        return true;
                    } catch (NotFoundException e) {
                        return false;
                    }
                });
    }

    /// Which sandbox is in which lane, by the networks' names.
    Map<String, UUID> occupants() {
        var occupants = new HashMap<String, UUID>();
        calls.call(
                        "listing the sandboxes",
                        () ->
                                docker.listContainersCmd()
                                        .withShowAll(true)
                                        .withLabelFilter(labels.filter())
                                        .exec())
                .forEach(container -> {
                    var host = container.getHostConfig();
                    Labels.sandbox(container.getLabels())
                            .filter(_ -> host != null)
                            .ifPresent(id ->
                                    occupants.put(
                                            Objects.requireNonNull(host).getNetworkMode(), id));
                });
        return occupants;
    }

    /// Removes one, with whatever is still connected disconnected from it.
    void remove(Found lane) {
        remove(lane.id(), lane.number());
    }

    private void remove(String id, int number) {
        calls.call(
                "removing the lane " + labels.lane(number),
                () -> {
                    try {
                        var network = docker.inspectNetworkCmd().withNetworkId(id).exec();
                        for (String container : network.getContainers().keySet()) {
                            docker.disconnectFromNetworkCmd()
                                    .withNetworkId(id)
                                    .withContainerId(container)
                                    .withForce(true)
                                    .exec();
                        }
                        docker.removeNetworkCmd(id).exec();
                    } catch (NotFoundException e) {
                        // Gone.
                    }
                    return true;
                });
    }
}
