package ai.openclaw.notify;

import ai.openclaw.base.AddressRange;
import ai.openclaw.base.OpenInternet;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which addresses a webhook may go to: those of the public internet, and what the operator allows.
/// A URL comes from a client, and the gateway stands inside the operator's network, so everything
/// that only the gateway can reach is refused.
final class Reach {

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
                || (OpenInternet.holds(address) && !OpenInternet.isOwn(address));
    }

    /// Without the dot at the end of a full name and the brackets of an IPv6 address.
    private static String plain(String host) {
        String plain = host.toLowerCase(Locale.ROOT);
        if (plain.startsWith("[") && plain.endsWith("]")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
