package ai.openclaw.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A connection out of a sandbox and the one that it leads to. It ends as a whole, from any thread:
/// what waits for either then fails. Somebody has to look now and then whether it is overdue.
final class Line implements AutoCloseable {

    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final long since = System.nanoTime();
    private final Leg inside;
    private @Nullable Leg outside;
    private boolean closed;

    /// What ends if nothing happens until then: the line, or its way out alone.
    private boolean outsideAlone;

    /// How long nothing may move; 0 where moving gains no time.
    private volatile long patience;

    private volatile long due = since + FOR_EVER;

    Line(SocketChannel inside) {
        this.inside = new Leg(inside, this::moved);
    }

    Leg inside() {
        return inside;
    }

    /// From now on all has to be done within this time.
    synchronized void within(Duration limit) {
        patience = 0;
        outsideAlone = false;
        due = System.nanoTime() + limit.toNanos();
    }

    /// From now on something has to move within this time, and again and again.
    ///
    /// @param outsideAlone whether only the way out ends otherwise, so that the sandbox can be told
    synchronized void moveWithin(Duration limit, boolean outsideAlone) {
        this.outsideAlone = outsideAlone;
        patience = limit.toNanos();
        due = System.nanoTime() + patience;
    }

    private void moved() {
        long granted = patience;
        if (granted > 0) {
            due = System.nanoTime() + granted;
        }
    }

    /// Ends what is overdue.
    void look(long now) {
        if (now - due > 0) {
            Leg out;
            synchronized (this) {
                out = outsideAlone ? outside : null;
            }
            if (out == null) {
                close();
            } else {
                quietly(out);
            }
        }
    }

    /// Connects to exactly this address.
    Leg connect(InetSocketAddress address, Duration limit) throws IOException {
        var channel = SocketChannel.open();
        try {
            var leg = new Leg(channel, this::moved);
            synchronized (this) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                outside = leg;
            }
            channel.socket().connect(address, Math.toIntExact(limit.toMillis()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return leg;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    boolean closed() {
        synchronized (this) {
            return closed;
        }
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Override
    public void close() {
        Leg out;
        synchronized (this) {
            closed = true;
            out = outside;
        }
        quietly(inside);
        if (out != null) {
            quietly(out);
        }
    }

    private static void quietly(Leg leg) {
        try {
            leg.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
