package ai.openclaw.doctor;

import ai.openclaw.sandbox.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// All probes, and how they are run: one after the other, or, when only the quick ones run, those
/// of the network beside the others. They are handed over with a driver as arguments, so that
/// nothing needs to be written for them.
final class Suite {

    static final List<Probe> PROBES = probes();

    private static final String PRELUDE = text("prelude.sh");
    private static final String DRIVER = text("driver.sh");

    private Suite() {}

    /// Those that make sense on an engine.
    static List<Probe> on(String engine, boolean full) {
        return PROBES.stream()
                .filter(it -> it.engines().contains(engine) && (full || it.quick()))
                .toList();
    }

    /// @param env what the probes are told: addresses to try, limits to exceed
    static Launch launch(List<Probe> probes, Map<String, String> env) {
        boolean hurried = probes.stream().allMatch(Probe::quick);
        var argv = new ArrayList<>(List.of("sh", "-c", DRIVER, "driver", PRELUDE));
        for (var probe : probes) {
            argv.add(hurried && probe.group().equals("network") ? "aside" : "alone");
            argv.add(probe.id());
            argv.add(probe.script());
        }
        return new Launch(argv, env);
    }

    /// Changes when any of it does.
    static String text() {
        return DRIVER + PRELUDE + text("neighbour.pl") + PROBES;
    }

    private static List<Probe> probes() {
        try {
            Resource[] scripts =
                    new PathMatchingResourcePatternResolver(Suite.class.getClassLoader())
                            .getResources("classpath:ai/openclaw/doctor/probes/*.sh");
            return Arrays.stream(scripts)
                    .map(it -> Probe.parse(text(it)))
                    .sorted(Comparator.comparing(Probe::group).thenComparing(Probe::id))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file of this room.
    static String text(String name) {
        return text(
                new PathMatchingResourcePatternResolver(Suite.class.getClassLoader())
                        .getResource("classpath:ai/openclaw/doctor/" + name));
    }

    private static String text(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
