package ai.openclaw.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.openclaw.base.AddressRange;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {

    private static final Target NAME = new Target("host.test", 443);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "192.168.0.1",
                "224.0.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2001::1",
                "2002:7f00:1::1",
                "fd00::1",
                "fe80::1",
                "ff02::1"
            })
    void closedAddressesAreRefused(String address) {
        refuses(Why.CLOSED_ADDRESS, NAME, List.of(), address);
        refuses(Why.CLOSED_ADDRESS, new Target(literal(address), 443), List.of());
    }

    @Test
    void openOnesOfSeveralAreLeft() throws Exception {
        assertThat(resolve(NAME, List.of(), "10.0.0.1", "8.8.8.8", "::1", "2606:4700::1111"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("8.8.8.8", "2606:4700:0:0:0:0:0:1111");
    }

    @Test
    void privateRangeCanBeAllowedButNotTheGatewayInPassing() throws Exception {
        assertThat(resolve(NAME, List.of("10.0.0.0/8"), "10.1.2.3")).hasSize(1);
        refuses(Why.CLOSED_ADDRESS, NAME, List.of("10.0.0.0/8"), "192.168.0.1");
        refuses(Why.CLOSED_ADDRESS, NAME, List.of("127.0.0.0/8"), "127.0.0.1");
        refuses(Why.CLOSED_ADDRESS, NAME, List.of("0.0.0.0/0"), own());
        assertThat(resolve(NAME, List.of("127.0.0.1/32"), "127.0.0.1")).hasSize(1);
    }

    private static String own() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(it -> it.getAddress().length == 4)
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nameThatIsNobodysIsSaidToBe() {
        try (var resolver =
                new Resolver(
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        List.of())) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> resolver.resolve(NAME))
                    .satisfies(it -> assertThat(it.why()).isEqualTo(Why.UNKNOWN_NAME));
        }
        refuses(Why.UNKNOWN_NAME, NAME, List.of());
    }

    private static void refuses(Why why, Target target, List<String> allowed, String... found) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> resolve(target, allowed, found))
                .satisfies(it -> assertThat(it.why()).isEqualTo(why));
    }

    private static List<InetAddress> resolve(Target target, List<String> allowed, String... found)
            throws Refused, InterruptedException {
        var addresses = Stream.of(found).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
        try (var resolver =
                new Resolver(
                        _ -> Arrays.copyOf(addresses, addresses.length),
                        allowed.stream().map(AddressRange::of).toList())) {
            return resolver.resolve(target);
        }
    }

    private static String literal(String address) {
        return InetAddress.ofLiteral(address).getHostAddress();
    }
}
