package ai.openclaw.notify;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which addresses a webhook may go to: those of the public internet, and what the operator allows.
/// A URL comes from a client, and the gateway stands inside the operator's network, so everything
/// that only the gateway can reach is refused. The ranges are those that IANA's registries of
/// special-purpose addresses (RFC 6890) do not call globally reachable.
final class Reach {

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

    private final List<AddressRange> allowedRanges;
    private final Set<String> allowedHosts;

    Reach(WebhookSettings settings) {
        this.allowedRanges =
                settings.allow().stream().flatMap(it -> AddressRange.parse(it).stream()).toList();
        this.allowedHosts =
                settings.allow().stream()
                        .filter(it -> !it.contains("/"))
                        .map(Reach::plain)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// @param host as the URL names it
    boolean allows(String host, InetAddress address) {
        return allowedHosts.contains(plain(host))
                || allowedRanges.stream().anyMatch(it -> it.holds(address))
                || (isPublic(address) && !isOwn(address));
    }

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return CLOSED_4.stream().noneMatch(it -> it.holds(address));
        }
        if (NAT64.holds(address)) {
            return isPublic(last4(address));
        }
        return GLOBAL_6.holds(address) && CLOSED_6.stream().noneMatch(it -> it.holds(address));
    }

    /// An address of this very machine, which may be a public one.
    private static boolean isOwn(InetAddress address) {
        var reached =
                !(address instanceof Inet4Address) && NAT64.holds(address)
                        ? last4(address)
                        : address;
        try {
            return NetworkInterface.getByInetAddress(reached) != null;
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

    /// Without the dot at the end of a full name and the brackets of an IPv6 address.
    private static String plain(String host) {
        String plain = host.toLowerCase(Locale.ROOT);
        if (plain.startsWith("[") && plain.endsWith("]")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::of).toList();
    }
}
