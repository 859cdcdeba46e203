package ai.openclaw.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.door.TestLanes;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every probe against the real engine, and its positive control: the same script in a container
/// that nobody hardened.
class HostileProgramsTest {

    private static final String IMAGE = "openclaw-sandbox:local";

    /// What a kernel says that lacks the thing altogether; there is nothing to protect then, and
    /// the probe does not count.
    private static final String NOT_IN_THIS_KERNEL =
            ".*(not supported by protocol|not implemented|Protocol not supported|: not there).*";

    @TempDir Path directory;

    @Test
    void noneGetsThroughAndEachDoesWhereNothingIsHardened() throws Exception {
        try (var bait = new Bait();
                var unhardened = new Unhardened(IMAGE);
                var lanes = new TestLanes(directory, TestLanes.marks(), 4)) {
            var engine = lanes.engine;
            var env = targets(bait);
            var probes = Suite.on("docker", true);

            var image = engine.prepare(IMAGE, _ -> {});
            var prober = new Prober(live(engine));
            var found = prober.run(image, null, probes, lane -> inLane(env, lane), _ -> {});
            assertThat(bait.visitors).as("visitors from the sandbox").hasValue(0);
            assertThat(engine.sandboxes()).isEmpty();

            env.putAll(unhardened.neighbour());
            var controls = controls(unhardened, probes, env);
            assertThat(bait.visitors.get()).as("visitors from outside").isPositive();

            assertThat(found.findings())
                    .allSatisfy(it ->
                            assertThat(it.outcome())
                                    .as("%s: %s", it.probe(), it.seen())
                                    .isEqualTo(Outcome.HELD));
            assertThat(controls.values())
                    .allSatisfy(it -> {
                        if (it.outcome() != Outcome.NOT_HELD) {
                            assertThat(it.seen())
                                    .as("%s: %s", it.probe(), it.outcome())
                                    .matches(NOT_IN_THIS_KERNEL);
                        }
                    });
            assertThat(controls.values())
                    .filteredOn(it -> it.outcome() == Outcome.NOT_HELD)
                    .as("probes that count")
                    .hasSizeGreaterThanOrEqualTo(70);
        }
    }

    private static Map<String, Finding> controls(
            Unhardened unhardened, List<Probe> probes, Map<String, String> env) throws Exception {
        var mostly = probes.stream().filter(it -> !it.id().equals("host-processes")).toList();
        var processes = probes.stream().filter(it -> it.id().equals("host-processes")).toList();
        var planted = new HashMap<>(env);
        planted.put("OPENAI_API_KEY", "planted");
        planted.put("DATABASE_URL", "planted");
        planted.put("PROBE_SETUID", "make one");
        planted.put("PROBE_OTHER", "make one");
        planted.put("PROBE_PIDS", Integer.toString(Prober.PIDS));
        planted.put("PROBE_MEMORY", Long.toString(Prober.MEMORY.bytes()));
        Map<String, Finding> found =
                unhardened.run(mostly, planted).stream()
                        .collect(Collectors.toMap(Finding::probe, Function.identity()));
        unhardened
                .run(processes, planted, "--pid", "host")
                .forEach(it -> found.put(it.probe(), it));
        return found;
    }

    private static LiveSandboxes live(SandboxEngine engine) {
        var clock = Clock.systemUTC();
        return new LiveSandboxes(engine, new SandboxMeters(new SimpleMeterRegistry()), clock);
    }

    /// The bait is tried at the lane's addresses, too.
    private static Map<String, String> inLane(Map<String, String> env, Optional<Lane> lane) {
        var all = new HashMap<>(env);
        all.putAll(new Targets(18789, 5432).in(lane));
        all.replaceAll((name, value) -> value + " " + env.getOrDefault(name, ""));
        all.put("PROBE_LANE", lane.orElseThrow().gateway());
        all.put("PROBE_LANE_PORT", Integer.toString(lane.orElseThrow().port()));
        return all;
    }

    private static Map<String, String> targets(Bait bait) throws Exception {
        String all = bait.everywhere();
        var env = new HashMap<String, String>();
        for (String name :
                List.of(
                        "INTERNET",
                        "DNS",
                        "HOST",
                        "BRIDGE",
                        "DASHBOARD",
                        "OPERATIONS",
                        "ACTUATOR",
                        "POSTGRES",
                        "DOCKER",
                        "METADATA")) {
            env.put("PROBE_" + name, all);
        }
        env.put("PROBE_NAME", "outside.example");
        env.put("PROBE_NAME_PORT", Integer.toString(bait.port()));
        // Where a lane has the gateway, the plain bridge has the host.
        env.put("PROBE_LANE", "172.17.0.1");
        return env;
    }

    @Test
    void everyProbeSaysWhatItIsAndHowItIsRead() {
        assertThat(Suite.PROBES)
                .hasSizeGreaterThanOrEqualTo(40)
                .allSatisfy(it -> {
                    assertThat(List.of(it.title(), it.proves(), it.reads(), it.script()))
                            .doesNotContain("");
                    assertThat(it.group())
                            .isIn(
                                    "network",
                                    "privilege",
                                    "kernel",
                                    "filesystem",
                                    "neighbours",
                                    "limits");
                    assertThat(it.engines()).isSubsetOf("docker", "local").isNotEmpty();
                })
                .extracting(Probe::id)
                .doesNotHaveDuplicates();
    }
}
