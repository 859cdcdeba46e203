package ai.openclaw.sandbox;

import ai.openclaw.sandbox.LiveSandbox.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The sandboxes of this process, each from before it is made until it is verified gone. What the
/// engine has and this does not know was left behind.
@Component
public class LiveSandboxes {

    private record Entry(State state, String image, Instant since, @Nullable Sandbox sandbox) {

        Entry in(State state) {
            return new Entry(state, image, since, sandbox);
        }
    }

    private final SandboxEngine engine;
    private final SandboxMeters meters;
    private final Clock clock;
    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    public LiveSandboxes(SandboxEngine engine, SandboxMeters meters, Clock clock) {
        this.engine = engine;
        this.meters = meters;
        this.clock = clock;
        meters.live(state -> entries.values().stream().filter(it -> it.state == state).count());
    }

    /// From now on there may be something of this id, and it is ours.
    public void hold(UUID id, String image) {
        entries.put(id, new Entry(State.MAKING, image, clock.instant(), null));
    }

    /// Makes a sandbox whose id is held.
    ///
    /// @param then its state from then on
    /// @see SandboxEngine#create
    public Sandbox create(SandboxSpec spec, State then)
            throws ImageUnavailable, InterruptedException {
        long begin = System.nanoTime();
        Sandbox sandbox = engine.create(spec);
        meters.created(System.nanoTime() - begin);
        entries.computeIfPresent(
                spec.id(),
                (_, entry) -> new Entry(then, spec.image().pinned(), entry.since, sandbox));
        return sandbox;
    }

    /// Finds a sandbox of an earlier process, whose id is held; [#adopted] when it is followed.
    ///
    /// @see SandboxEngine#adopt
    public Optional<Survivor> adopt(SandboxSpec spec, boolean started) {
        return engine.adopt(spec, started);
    }

    /// @param since when it began to serve whom it serves
    public void adopted(Sandbox sandbox, Instant since) {
        entries.computeIfPresent(
                sandbox.id(), (_, entry) -> new Entry(State.RUNNING, entry.image, since, sandbox));
    }

    /// Hands the program over.
    ///
    /// @see Sandbox#start
    public void start(Sandbox sandbox, Launch launch, OutputSink sink) throws IOException {
        long begin = System.nanoTime();
        sandbox.start(launch, sink);
        meters.started(System.nanoTime() - begin);
    }

    /// Removes every trace; it stays held.
    ///
    /// @throws EngineUnavailable if it could not be verified that all is gone; call again
    public void destroy(UUID id) {
        move(id, State.ENDING);
        long begin = System.nanoTime();
        engine.destroy(id);
        meters.destroyed(System.nanoTime() - begin);
    }

    /// It is gone, or may be taken for left behind.
    public void release(UUID id) {
        entries.remove(id);
    }

    public boolean holds(UUID id) {
        return entries.containsKey(id);
    }

    void move(UUID id, State state) {
        entries.computeIfPresent(id, (_, entry) -> entry.in(state));
    }

    /// All of them, newest first.
    public List<LiveSandbox> list() {
        return entries.entrySet().stream()
                .map(it -> live(it.getKey(), it.getValue()))
                .sorted(Comparator.comparing(LiveSandbox::id).reversed())
                .toList();
    }

    public Optional<LiveSandbox> find(UUID id) {
        return Optional.ofNullable(entries.get(id)).map(it -> live(id, it));
    }

    private static LiveSandbox live(UUID id, Entry entry) {
        var sandbox = entry.sandbox;
        return new LiveSandbox(
                id,
                entry.state,
                entry.image,
                entry.since,
                sandbox == null ? Sandbox.Consumption.UNKNOWN : sandbox.consumption());
    }
}
