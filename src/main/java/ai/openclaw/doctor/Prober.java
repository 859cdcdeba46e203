package ai.openclaw.doctor;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.Launch;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.NetworkMode;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs probes in a sandbox as tasks get it, beside another one where they ask for one, and
/// destroys both.
final class Prober {

    static final ByteSize MEMORY = ByteSize.parse("128m");
    static final int PIDS = 128;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LiveSandboxes live;

    Prober(LiveSandboxes live) {
        this.live = live;
    }

    /// @param sandbox the one that they ran in
    record Seen(UUID sandbox, List<Finding> findings) {}

    /// @param targets what the probes are told to try, in variables that they read, for a sandbox
    ///   with such a lane, or with none
    /// @param progress gets the number of probes that have ended
    /// @throws IOException if they could not be handed over
    Seen run(
            Image image,
            @Nullable String runtime,
            List<Probe> probes,
            Function<Optional<Lane>, Map<String, String>> targets,
            IntConsumer progress)
            throws ImageUnavailable, IOException, InterruptedException {
        try (var guest = Guest.make(live, spec(image, runtime));
                var neighbour = neighbour(guest, probes, spec(image, runtime))) {
            var env = new HashMap<>(targets.apply(guest.lane()));
            env.put("PROBE_MEMORY", Long.toString(MEMORY.bytes()));
            env.put("PROBE_PIDS", Integer.toString(PIDS));
            if (neighbour == null) {
                return new Seen(guest.id(), run(guest.sandbox(), probes, env, progress));
            }
            env.putAll(neighbour.env());
            return new Seen(
                    guest.id(), neighbour.judge(run(guest.sandbox(), probes, env, progress)));
        }
    }

    private @Nullable Neighbour neighbour(Guest guest, List<Probe> probes, SandboxSpec spec)
            throws ImageUnavailable, IOException, InterruptedException {
        boolean asked = probes.stream().anyMatch(Neighbour::concerns);
        var lane = guest.lane();
        return asked && lane.isPresent() ? Neighbour.of(lane.get(), live, spec) : null;
    }

    private static List<Finding> run(
            Sandbox sandbox, List<Probe> probes, Map<String, String> env, IntConsumer progress)
            throws IOException, InterruptedException {
        var transcript = new Transcript(progress);
        Launch launch = Suite.launch(probes, env);
        var alarm = Thread.ofVirtual().name("probes' alarm").start(() -> endLate(sandbox));
        try {
            sandbox.start(launch, transcript);
            var _ = sandbox.await();
            return transcript.findings(probes);
        } finally {
            alarm.interrupt();
        }
    }

    private static SandboxSpec spec(Image image, @Nullable String runtime) {
        return new SandboxSpec(
                Ids.next(),
                image,
                MEMORY,
                1,
                PIDS,
                ByteSize.parse("64m"),
                ByteSize.parse("1m"),
                runtime,
                LIMIT.multipliedBy(2),
                NetworkMode.GATEWAY);
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
