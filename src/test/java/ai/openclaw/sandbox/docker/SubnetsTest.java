package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Where lanes lie.
class SubnetsTest {

    private static final UUID NODE = new UUID(0, 0);
    private static final UUID OTHER = new UUID(0, 1);

    @Test
    void lanesLieSideBySideAndNeverOverlap() {
        var subnets = new Subnets(List.of(Subnet.parse("10.213.0.0/16")), NODE);
        var used = new ArrayList<Subnet>();
        for (int i = 0; i < 40; i++) {
            used.add(subnets.free(used).orElseThrow());
        }

        assertThat(used.getFirst()).hasToString("10.213.0.0/29");
        assertThat(used.getLast()).hasToString("10.213.1.56/29");
        assertThat(used).doesNotHaveDuplicates();
    }

    @Test
    void nodesBeginAtPlacesOfTheirOwn() {
        var pool = List.of(Subnet.parse("10.213.0.0/16"));

        assertThat(new Subnets(pool, OTHER).free(List.of())).hasToString("Optional[10.213.1.0/29]");
    }

    @Test
    void whatIsUsedIsLeftOutWhateverItsSize() {
        var subnets = new Subnets(List.of(Subnet.parse("10.213.0.0/16")), NODE);
        var used = List.of(Subnet.parse("10.213.0.0/25"), Subnet.parse("10.213.0.131/32"));

        assertThat(subnets.free(used)).hasToString("Optional[10.213.0.136/29]");
    }

    @Test
    void thereIsAnEnd() {
        var pools = List.of(Subnet.parse("10.0.0.0/28"), Subnet.parse("10.9.0.0/29"));
        for (UUID node : List.of(NODE, OTHER)) {
            var subnets = new Subnets(pools, node);
            var used = new ArrayList<Subnet>();
            for (int i = 0; i < 3; i++) {
                used.add(subnets.free(used).orElseThrow());
            }
            assertThat(used)
                    .map(Subnet::toString)
                    .containsExactlyInAnyOrder("10.0.0.0/29", "10.0.0.8/29", "10.9.0.0/29");
            assertThat(subnets.free(used)).isEmpty();
        }
    }

    @Test
    void badSubnetsAreRefusedByName() {
        for (String bad : List.of("", "10.0.0.0", "10.0.0/8", "10.0.0.256/8", "fd00::/8", "a/8")) {
            assertThatThrownBy(() -> Subnet.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + bad + "'");
        }
        assertThatThrownBy(() -> new Subnets(List.of(Subnet.parse("10.0.0.0/30")), NODE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void routesOfTheHostAreRead() {
        var lines =
                List.of(
                        "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT",
                        "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
                        "tun0\t0000D50A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0");

        assertThat(LaneNetworks.routes(lines))
                .map(Subnet::toString)
                .containsExactly("10.213.0.0/16");
    }

    @Test
    void ownContainerIsReadFromItsMounts() {
        String id = "0123456789abcdef".repeat(4);

        assertThat(
                        OwnContainer.id(
                                "1 2 8:1 /var/lib/docker/containers/" + id + "/hosts /etc/hosts"))
                .contains(id);
        assertThat(OwnContainer.id("1 2 8:1 / / rw")).isEmpty();
    }

    @Test
    void bridgeHasNoAddressOnTheHostOnAnyEngine() {
        assertThat(LaneNetworks.options(27)).containsKey("com.docker.network.bridge.inhibit_ipv4");
        assertThat(LaneNetworks.options(LaneTopology.major("28.0.1")))
                .containsEntry("com.docker.network.bridge.gateway_mode_ipv4", "isolated");
    }
}
