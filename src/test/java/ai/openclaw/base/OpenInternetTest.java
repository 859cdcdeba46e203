package ai.openclaw.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenInternetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.0",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:192.168.0.1",
                "::192.168.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "fd00::1",
                "fe80::1",
                "ff02::1",
                "2001:0:53aa:64c::1",
                "2001:db8::1",
                "2002:a00:1::1"
            })
    void whatOnlySomeReachIsNotOfIt(String address) {
        assertThat(holds(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.32.0.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2606:4700::1111"
            })
    void whatEverybodyReachesIs(String address) {
        assertThat(holds(address)).isTrue();
    }

    @Test
    void everyAddressOfThisMachineIsItsOwn() throws Exception {
        assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
                .isNotEmpty()
                .allMatch(OpenInternet::isOwn);
        assertThat(OpenInternet.isOwn(InetAddress.ofLiteral("127.3.2.1"))).isTrue();
        assertThat(OpenInternet.isOwn(InetAddress.ofLiteral("64:ff9b::127.0.0.1"))).isTrue();
        assertThat(OpenInternet.isOwn(InetAddress.ofLiteral("8.8.8.8"))).isFalse();
    }

    private static boolean holds(String address) {
        return OpenInternet.holds(InetAddress.ofLiteral(address));
    }
}
