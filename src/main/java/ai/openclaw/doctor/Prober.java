package ai.openclaw.doctor;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs probes in a sandbox as tasks get it, and destroys it.
final class Prober {

    static final ByteSize MEMORY = ByteSize.parse("128m");
    static final int PIDS = 64;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SandboxEngine engine;
    private final @Nullable String runtime;

    Prober(SandboxEngine engine, @Nullable String runtime) {
        this.engine = engine;
        this.runtime = runtime;
    }

    /// @param targets what the probes are told to try, in variables that they read
    /// @throws IOException if they could not be handed over
    List<Finding> run(
            List<Probe> probes, Image image, Map<String, String> targets, IntConsumer progress)
            throws ImageUnavailable, IOException, InterruptedException {
        var env = new HashMap<>(targets);
        env.put("PROBE_MEMORY", Long.toString(MEMORY.bytes()));
        env.put("PROBE_PIDS", Integer.toString(PIDS));
        var transcript = new Transcript(progress);
        var sandbox = engine.create(spec(image));
        var alarm = Thread.ofVirtual().name("probes' alarm").start(() -> endLate(sandbox));
        try {
            sandbox.start(Suite.launch(probes, env), transcript);
            var _ = sandbox.await();
            return transcript.findings(probes);
        } finally {
            alarm.interrupt();
            sandbox.destroy();
        }
    }

    private SandboxSpec spec(Image image) {
        return new SandboxSpec(
                Ids.next(),
                image,
                MEMORY,
                1,
                PIDS,
                ByteSize.parse("64m"),
                ByteSize.parse("1m"),
                runtime);
    }

    private static void endLate(Sandbox sandbox) {
        try {
            Thread.sleep(LIMIT);
            sandbox.stop(Duration.ZERO);
        } catch (InterruptedException e) {
            // They ended in time.
        }
    }
}
