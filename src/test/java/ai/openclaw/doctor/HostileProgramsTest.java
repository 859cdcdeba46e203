package ai.openclaw.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.TestImages;
import ai.openclaw.sandbox.docker.DockerEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every probe against the real engine, and its positive control: the same script in a container
/// that nobody hardened.
class HostileProgramsTest {

    private static final String IMAGE = "openclaw-sandbox:local";

    /// What a kernel says that lacks the thing altogether; there is nothing to protect then, and
    /// the probe does not count.
    private static final String NOT_IN_THIS_KERNEL =
            ".*(not supported by protocol|not implemented|Protocol not supported|: not there).*";

    @Test
    void noneGetsThroughAndEachDoesWhereNothingIsHardened() throws Exception {
        try (var bait = new Bait();
                var unhardened = new Unhardened(IMAGE);
                var engine =
                        DockerEngine.at(
                                TestImages.dockerHost(), new Marks(Ids.next(), Ids.next()))) {
            var env = targets(bait, unhardened.neighbour());
            var probes = Suite.on("docker", true);

            var image = engine.prepare(IMAGE, _ -> {});
            var found = new Prober(engine, null).run(probes, image, env, _ -> {});
            assertThat(bait.visitors).as("visitors from the sandbox").hasValue(0);
            assertThat(engine.sandboxes()).isEmpty();

            var controls = controls(unhardened, probes, env);
            assertThat(bait.visitors.get()).as("visitors from outside").isPositive();

            assertThat(found)
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

    private static Map<String, String> targets(Bait bait, String neighbour) throws Exception {
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
        env.put("PROBE_NEIGHBOUR", neighbour);
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
