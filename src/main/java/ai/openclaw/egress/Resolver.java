package ai.openclaw.egress;

import ai.openclaw.base.AddressRange;
import ai.openclaw.base.OpenInternet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks a host up, once, and lets through only addresses that may be reached. Connections are made
/// to what this returns, with no second look, so a name that changes its meaning in between gains
/// nothing.
final class Resolver implements AutoCloseable {

    /// Each of them may cost the whole time limit for a connection.
    private static final int MOST = 3;

    /// Looking a name up blocks a thread of the system's, which there are to be few of.
    private static final int AT_A_TIME = 16;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Names names;
    private final List<AddressRange> allowed;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    AT_A_TIME, Thread.ofPlatform().name("egress-names-", 0).daemon().factory());

    /// @param allowed what may be reached although it is private
    Resolver(Names names, List<AddressRange> allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    /// What names mean at this moment.
    @FunctionalInterface
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /// The addresses to try, in this order; at least one.
    List<InetAddress> resolve(Target target) throws Refused, InterruptedException {
        var found = target.isAddress() ? literal(target) : lookUp(target.host());
        var open = found.stream().filter(this::mayBeReached).limit(MOST).toList();
        if (open.isEmpty()) {
            throw new Refused(
                    Why.CLOSED_ADDRESS,
                    target.host()
                            + (target.isAddress()
                                    ? " is"
                                    : " is " + found.getFirst().getHostAddress() + ",")
                            + " an address that sandboxes may not reach. OPENCLAW_EGRESS_PRIVATE"
                            + " can allow it.");
        }
        return open;
    }

    /// The gateway's own addresses are allowed only by name, so to speak: not in passing with a
    /// range that they lie in.
    private boolean mayBeReached(InetAddress address) {
        boolean own = OpenInternet.isOwn(address);
        return allowed.stream()
                        .filter(it -> it.holds(address))
                        .anyMatch(it -> !own || it.bits() == address.getAddress().length * 8)
                || (OpenInternet.holds(address) && !own);
    }

    private static List<InetAddress> literal(Target target) {
        return List.of(InetAddress.ofLiteral(target.host()));
    }

    private List<InetAddress> lookUp(String host) throws Refused, InterruptedException {
        Future<InetAddress[]> looking = threads.submit(() -> names.lookUp(host));
        try {
            var found = looking.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (found.length > 0) {
                return Arrays.asList(found);
            }
        } catch (TimeoutException e) {
            looking.cancel(true);
            throw new Refused(Why.TOO_SLOW, "Looking " + host + " up takes too long.");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownHostException)) {
                throw new IllegalStateException("looking up " + host, e.getCause());
            }
        }
        throw new Refused(Why.UNKNOWN_NAME, "There is no host " + host + ".");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
