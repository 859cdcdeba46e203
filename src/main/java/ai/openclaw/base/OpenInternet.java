package ai.openclaw.base;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses anybody can reach. The gateway stands inside the operator's network, so whoever
/// tells it where to go is kept to these. The ranges that are left out are those that IANA's
/// registries of special-purpose addresses (RFC 6890) do not call globally reachable.
public final class OpenInternet {

    private static final List<AddressRange> CLOSED_4 =
            ranges(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4");

    private static final AddressRange GLOBAL_6 = AddressRange.of("2000::/3");

    /// Of what is global by its first bits: protocol assignments with Teredo, documentation, 6to4.
    private static final List<AddressRange> CLOSED_6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// RFC 6052: the last four bytes are an IPv4 address, and that one is what is reached.
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    private OpenInternet() {}

    /// Whether it is an address of the public internet, in whatever form it is written.
    public static boolean holds(InetAddress address) {
        if (address instanceof Inet4Address) {
            return CLOSED_4.stream().noneMatch(it -> it.holds(address));
        }
        if (NAT64.holds(address)) {
            return holds(last4(address));
        }
        return GLOBAL_6.holds(address) && CLOSED_6.stream().noneMatch(it -> it.holds(address));
    }

    /// Whether it is an address of this very machine, which may be a public one.
    public static boolean isOwn(InetAddress address) {
        var reached =
                !(address instanceof Inet4Address) && NAT64.holds(address)
                        ? last4(address)
                        : address;
        try {
            return reached.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(reached) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    private static InetAddress last4(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::of).toList();
    }
}
