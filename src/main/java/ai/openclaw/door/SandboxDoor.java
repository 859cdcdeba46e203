package ai.openclaw.door;

import ai.openclaw.base.Home;
import ai.openclaw.sandbox.LaneDoor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// The server for all lanes. It is another one than the dashboard's, so that no setting, filter or
/// path of either is the other's. It starts with the first lane.
@Component
class SandboxDoor implements LaneDoor, DisposableBean {

    private final Home home;
    private final DoorDesk desk;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("door-", 0).factory());
    private @Nullable Tomcat server;

    SandboxDoor(Home home, DoorDesk desk, MeterRegistry meters) {
        this.home = home;
        this.desk = desk;
        Gauge.builder("openclaw.lanes", () -> lanes().count())
                .description("Lanes that are served, with a sandbox in them or not")
                .register(meters);
        Gauge.builder("openclaw.lanes.taken", () -> lanes().filter(LaneEntry::taken).count())
                .description("Lanes with a sandbox in them")
                .register(meters);
    }

    @Override
    public Entry open(String lane, Place place, Supplier<Optional<UUID>> occupant)
            throws IOException {
        return LaneEntry.open(server().getService(), place, occupant, threads);
    }

    private synchronized Stream<LaneEntry> lanes() {
        return server == null
                ? Stream.empty()
                : Stream.of(server.getService().findConnectors())
                        .map(connector -> ((LaneEntry.LaneConnector) connector).entry());
    }

    private synchronized Tomcat server() throws IOException {
        if (server == null) {
            var fresh = new Tomcat();
            fresh.setBaseDir(home.path().resolve("door").toString());
            fresh.getEngine().setName("door");
            fresh.getService().setName("door");
            fresh.getHost().setAutoDeploy(false);
            fresh.getEngine().getPipeline().addValve(new LaneValve(desk));
            try {
                fresh.start();
            } catch (LifecycleException e) {
                throw new IOException("the server for sandboxes does not start", e);
            }
            server = fresh;
        }
        return server;
    }

    @Override
    public synchronized void destroy() throws IOException {
        if (server != null) {
            try {
                server.stop();
                server.destroy();
            } catch (LifecycleException e) {
                throw new IOException("the server for sandboxes does not end", e);
            }
            server = null;
        }
        threads.shutdownNow();
    }
}
