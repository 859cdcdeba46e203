package ai.openclaw.door;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Home;
import ai.openclaw.base.HomeSettings;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.DiskSettings;
import ai.openclaw.sandbox.EgressDoor;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LaneDoors;
import ai.openclaw.sandbox.LaneSettings;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.NetworkMode;
import ai.openclaw.sandbox.OutputSink;
import ai.openclaw.sandbox.PullPolicy;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import ai.openclaw.sandbox.TestImages;
import ai.openclaw.sandbox.docker.DockerEngine;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A gateway's engine and door without the rest of it, on the real Docker Engine.
public final class TestLanes implements AutoCloseable {

    static final String IMAGE = "openclaw-sandbox:local";

    public final Marks marks;
    public final DockerEngine engine;
    final DockerClient docker = TestImages.docker();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Home home;
    private final SandboxDoor door;

    public TestLanes(Path directory, Marks marks, int lanes) {
        this(directory, marks, lanes, null);
    }

    TestLanes(Path directory, Marks marks, int lanes, @Nullable EgressDoor egress) {
        this.marks = marks;
        this.home = new Home(new HomeSettings(directory));
        this.door =
                new SandboxDoor(home, new DoorDesk((_, _) -> Optional.empty(), List.of()), meters);
        this.engine =
                DockerEngine.at(
                        TestImages.dockerHost(),
                        marks,
                        PullPolicy.MISSING,
                        new LaneSettings(
                                lanes,
                                new LaneSettings.Pool(List.of("10.214.0.0/16"), IMAGE),
                                new LaneSettings.Side(18791),
                                new LaneSettings.Exit(18792),
                                "127.0.0.1"),
                        new LaneDoors(door, egress),
                        directory,
                        DiskSettings.NONE);
    }

    public static Marks marks() {
        return new Marks(Ids.next(), Ids.next());
    }

    Sandbox create(NetworkMode network) throws Exception {
        var image = engine.prepare(IMAGE, _ -> {});
        return engine.create(
                new SandboxSpec(
                        UUID.randomUUID(),
                        image,
                        ByteSize.parse("128m"),
                        1,
                        64,
                        ByteSize.parse("64m"),
                        ByteSize.parse("1m"),
                        null,
                        Duration.ofHours(1),
                        network));
    }

    static Lane lane(Sandbox sandbox) {
        return Objects.requireNonNull(sandbox.reach().lane(), "it has no lane");
    }

    /// Runs a Python program to its end and gives all it printed.
    static String python(Sandbox sandbox, String program) throws Exception {
        var output = new Printed();
        sandbox.start(new Launch(List.of("python3", "-c", program), Map.of()), output);
        sandbox.await();
        return output.text();
    }

    static final class Printed implements OutputSink {

        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        @Override
        public synchronized void stdout(ByteBuffer bytes) {
            take(bytes);
        }

        @Override
        public synchronized void stderr(ByteBuffer bytes) {
            take(bytes);
        }

        private void take(ByteBuffer bytes) {
            var copy = new byte[bytes.remaining()];
            bytes.get(copy);
            all.writeBytes(copy);
        }

        synchronized String text() {
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    List<Network> networks() {
        return docker.listNetworksCmd()
                .withFilter("label", List.of("ai.openclaw.node=" + marks.node()))
                .exec();
    }

    /// Makes a network as the engine would make it for this lane.
    String makeNetwork(int number, String subnet) {
        return docker.createNetworkCmd()
                .withName("openclaw-net-" + Lane.shortId(marks.node()) + "-" + number)
                .withInternal(true)
                .withOptions(Map.of("com.docker.network.bridge.inhibit_ipv4", "true"))
                .withIpam(
                        new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet)))
                .withLabels(
                        Map.of(
                                "ai.openclaw.instance", marks.instance().toString(),
                                "ai.openclaw.node", marks.node().toString(),
                                "ai.openclaw.lane", Integer.toString(number)))
                .exec()
                .getId();
    }

    /// Names of this node's containers.
    List<String> containers() {
        return docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of("ai.openclaw.node=" + marks.node()))
                .exec()
                .stream()
                .map(container -> container.getNames()[0])
                .toList();
    }

    /// As SIGTERM does: lanes stay.
    void stop() throws Exception {
        for (UUID sandbox : engine.sandboxes()) {
            engine.destroy(sandbox);
        }
        door.destroy();
        engine.close();
        home.close();
    }

    @Override
    public void close() throws IOException {
        for (UUID sandbox : engine.sandboxes()) {
            engine.destroy(sandbox);
        }
        engine.retire();
        assertThat(networks()).isEmpty();
        assertThat(containers()).isEmpty();
        door.destroy();
        engine.close();
        home.close();
        docker.close();
    }
}
