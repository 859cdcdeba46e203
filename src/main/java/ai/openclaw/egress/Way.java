package ai.openclaw.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/// A way out that is allowed: where to, by which addresses.
record Way(Target target, List<InetAddress> addresses) {

    /// Beyond the limit of a connect, for that to be the one that ends it.
    private static final Duration SPARE = Duration.ofSeconds(1);

    /// Connects to the first address that answers.
    ///
    /// @param limit for each
    Leg connect(Line line, Duration limit) throws IOException, Refused {
        boolean slow = false;
        for (var address : addresses) {
            line.within(limit.plus(SPARE));
            try {
                return line.connect(new InetSocketAddress(address, target.port()), limit);
            } catch (SocketTimeoutException e) {
                slow = true;
            } catch (IOException e) {
                if (line.closed()) {
                    throw e;
                }
            }
        }
        throw slow
                ? new Refused(Why.TOO_SLOW, target + " does not answer within " + limit + ".")
                : new Refused(Why.UNREACHABLE, target + " takes no connection.");
    }
}
