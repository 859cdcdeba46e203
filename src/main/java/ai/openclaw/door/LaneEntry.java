package ai.openclaw.door;

import ai.openclaw.sandbox.LaneDoor;
import ai.openclaw.sandbox.LaneDoor.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;

/// One lane being served, by a connector of its own.
final class LaneEntry implements LaneDoor.Entry {

    private final Service service;
    private final Place place;
    private final Supplier<Optional<UUID>> occupant;
    private final LaneProtocol protocol;
    private final LaneConnector connector;
    private final CutLine cutLine = new CutLine();
    private final CountDownLatch reached = new CountDownLatch(1);

    private LaneEntry(
            Service service, Place place, Supplier<Optional<UUID>> occupant, Executor executor) {
        this.service = service;
        this.place = place;
        this.occupant = occupant;
        this.protocol = new LaneProtocol(executor);
        this.connector = new LaneConnector(protocol, this);
    }

    /// A connector that knows its lane.
    static final class LaneConnector extends Connector {

        private final LaneEntry entry;

        private LaneConnector(LaneProtocol protocol, LaneEntry entry) {
            super(protocol);
            this.entry = entry;
        }

        LaneEntry entry() {
            return entry;
        }
    }

    static LaneEntry open(
            Service service, Place place, Supplier<Optional<UUID>> occupant, Executor executor)
            throws IOException {
        var entry = new LaneEntry(service, place, occupant, executor);
        entry.open();
        return entry;
    }

    /// Whether there is a sandbox in it.
    boolean taken() {
        return occupant.get().isPresent();
    }

    private void open() throws IOException {
        connector.setThrowOnFailure(true);
        connector.setMaxPostSize(0);
        connector.setMaxParameterCount(0);
        connector.setXpoweredBy(false);
        switch (place) {
            case Place.Socket(var path) -> {
                Files.deleteIfExists(path);
                connector.setPort(-1);
                connector.setProperty("unixDomainSocketPath", path.toString());
                connector.setProperty("unixDomainSocketPathPermissions", "rw-rw-rw-");
            }
            case Place.Address(var address, _) -> {
                connector.setPort(address.getPort());
                protocol.setAddress(address.getAddress());
            }
        }
        try {
            service.addConnector(connector);
        } catch (IllegalArgumentException | IllegalStateException e) {
            close();
            throw new IOException(e.getMessage(), e);
        }
        if (!connector.getState().isAvailable()) {
            close();
            throw new IOException(place + " cannot be listened on; the log says why");
        }
    }

    void reached() {
        reached.countDown();
    }

    /// Whether a client of this address may be answered.
    boolean admits(String address) {
        return switch (place) {
            // Who gets to the socket was let in by the relay, which has looked.
            case Place.Socket _ -> true;
            case Place.Address(_, var client) -> client.equals(address);
        };
    }

    CutLine cutLine() {
        return cutLine;
    }

    Optional<UUID> occupant() {
        return occupant.get();
    }

    @Override
    public boolean awaitReached(Duration limit) throws InterruptedException {
        return reached.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void cut() {
        protocol.cut();
        cutLine.cut();
    }

    @Override
    public void close() {
        service.removeConnector(connector);
        try {
            connector.destroy();
            if (place instanceof Place.Socket(var path)) {
                Files.deleteIfExists(path);
            }
        } catch (LifecycleException | IOException e) {
            throw new IllegalStateException("the lane at " + place + " does not close", e);
        }
    }
}
