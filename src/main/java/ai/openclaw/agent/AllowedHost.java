package ai.openclaw.agent;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A host that an agent of [Network#EGRESS] may reach, as its `allow` names it: `example.org`,
/// `*.example.org` for every name below that (and not for itself), an IPv4 address, an IPv6 address
/// in brackets; each with `:port` behind it, or without for 443 and 80.
///
/// @param host in lower case, without the star; an IPv6 address without its brackets
/// @param below whether it stands for the names below it
/// @param port null for 443 and 80
public record AllowedHost(String host, boolean below, @Nullable Integer port) {

    private static final Set<Integer> USUAL = Set.of(80, 443);

    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
                            + "(?:\\.[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?)*");

    /// A name that ends so is an address in one of its many notations (WHATWG URL, "ends in a
    /// number"), of which only the plain one is taken.
    private static final Pattern NUMBER_LAST = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private static final String BELOW = "*.";

    /// Reads an entry of `allow`; empty if it is none.
    public static Optional<AllowedHost> parse(String text) {
        if (text.length() > 262) {
            return Optional.empty();
        }
        boolean below = text.startsWith(BELOW);
        String rest = below ? text.substring(BELOW.length()) : text;
        int end = rest.startsWith("[") ? rest.indexOf(']') + 1 : rest.indexOf(':');
        String name = end > 0 ? rest.substring(0, end) : rest;
        String port = rest.substring(name.length());
        var host = host(name);
        if (host.isEmpty() || (below && isAddress(host.get()))) {
            return Optional.empty();
        }
        if (port.isEmpty()) {
            return Optional.of(new AllowedHost(host.get(), below, null));
        }
        return port(port.substring(1)).map(it -> new AllowedHost(host.get(), below, it));
    }

    /// Reads a host as a client names it, into the one form in which hosts are compared; empty if
    /// it is none.
    public static Optional<String> host(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) {
            return address(host.substring(1, host.length() - 1));
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        boolean good =
                host.length() <= 253
                        && (NUMBER_LAST.matcher(host).matches() ? IPV4 : NAME)
                                .matcher(host)
                                .matches();
        return good ? Optional.of(host) : Optional.empty();
    }

    private static Optional<String> address(String text) {
        if (text.indexOf(':') < 0 || text.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static Optional<Integer> port(String text) {
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 65_535) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(text));
    }

    /// Whether a host, as [#host(String)] gives it, is an address and no name.
    public static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || NUMBER_LAST.matcher(host).matches();
    }

    /// @param host as [#host(String)] gives it
    public boolean covers(String host, int port) {
        boolean named = below ? host.endsWith("." + this.host) : host.equals(this.host);
        return named
                && !(below && isAddress(host))
                && (this.port == null ? USUAL.contains(port) : this.port == port);
    }

    /// Whether it covers all that another one does which names one host.
    public boolean covers(AllowedHost other) {
        var ports = other.port == null ? USUAL : Set.of(other.port);
        return !other.below && ports.stream().allMatch(it -> covers(other.host, it));
    }

    /// What an `allow` needs for exactly this.
    ///
    /// @param host as [#host(String)] gives it
    public static AllowedHost of(String host, int port) {
        return new AllowedHost(host, false, USUAL.contains(port) ? null : port);
    }

    /// As it stands in `allow`.
    @Override
    public String toString() {
        return (below ? BELOW : "")
                + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
                + (port == null ? "" : ":" + port);
    }
}
