package ai.openclaw.doctor;

import ai.openclaw.sandbox.Lane;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the probes are told to reach: this host's own addresses, and those of the sandbox's lane,
/// with the ports that something of ours may listen on.
///
/// @param port of the dashboard and API
/// @param database the port of Postgres
record Targets(int port, int database) {

    private static final int OPERATIONS = 18_790;
    private static final int[] DOCKER = {2375, 2376};
    private static final int MOST_ADDRESSES = 12;

    Map<String, String> in(Optional<Lane> lane) {
        var addresses = new ArrayList<>(addresses());
        var env = new HashMap<String, String>();
        lane.ifPresent(it -> {
            addresses.add(it.gateway());
            env.put("PROBE_LANE", it.gateway());
            env.put("PROBE_LANE_PORT", Integer.toString(it.port()));
            env.put("PROBE_BRIDGE", each(List.of(bridge(it)), 22, 80, port, database));
        });
        env.put("PROBE_HOST", each(addresses, 22, 80, 443, port));
        env.put("PROBE_DASHBOARD", each(addresses, port));
        env.put("PROBE_OPERATIONS", each(addresses, OPERATIONS));
        env.put("PROBE_ACTUATOR", each(addresses, port));
        env.put("PROBE_POSTGRES", each(addresses, database));
        env.put("PROBE_DOCKER", each(addresses, DOCKER));
        return env;
    }

    /// The address before the gateway's, where the host would be on a network that is no lane.
    private static String bridge(Lane lane) {
        int last = lane.gateway().lastIndexOf('.') + 1;
        return lane.gateway().substring(0, last)
                + (Integer.parseInt(lane.gateway().substring(last)) - 1);
    }

    /// With loopback, which in a sandbox must be its own.
    private static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(it -> !it.isLinkLocalAddress())
                    .map(Targets::written)
                    .limit(MOST_ADDRESSES)
                    .toList();
        } catch (SocketException e) {
            return List.of("127.0.0.1");
        }
    }

    private static String written(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet4Address ? text : "[" + text.replaceFirst("%.*", "") + "]";
    }

    private static String each(List<String> addresses, int... ports) {
        return addresses.stream()
                .flatMap(it -> IntStream.of(ports).mapToObj(port -> it + ":" + port))
                .collect(Collectors.joining(" "));
    }
}
