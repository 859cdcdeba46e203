package ai.openclaw.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/// Looks a name up and lets through only addresses that may be reached. The connection is made to
/// what this returns, with no second look, so a name that changes its meaning in between gains
/// nothing.
final class OpenAddresses implements DnsResolver {

    /// Each of them may cost the whole time limit for a connection.
    private static final int MOST = 3;

    private final Reach reach;
    private final Names names;

    OpenAddresses(Reach reach, Names names) {
        this.reach = reach;
        this.names = names;
    }

    /// What names mean at this moment.
    @FunctionalInterface
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /// None of the host's addresses may be reached.
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Refused(String host, InetAddress address) {
            super(
                    (host.equals(address.getHostAddress())
                                    ? host + " is"
                                    : host + " is " + address.getHostAddress() + ",")
                            + " an address that webhooks may not go to. OPENCLAW_WEBHOOKS_ALLOW"
                            + " can allow it.");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = names.lookUp(host);
        var open =
                Arrays.stream(found)
                        .filter(it -> reach.allows(host, it))
                        .limit(MOST)
                        .toArray(InetAddress[]::new);
        if (open.length == 0) {
            throw found.length == 0 ? new UnknownHostException(host) : new Refused(host, found[0]);
        }
        return open;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
