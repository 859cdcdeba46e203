package ai.openclaw.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An engine whose programs are Java: holds the whole contract but isolates nothing, and does what
/// a test tells it. [#runs] says what the programs do; the rest makes it fail.
public final class MemoryEngine implements SandboxEngine {

    /// What a sandbox runs instead of a process.
    @FunctionalInterface
    public interface Program {

        /// Called on a thread of its own; interrupted when killed. The answer is the exit code. An
        /// exception is exit code 1 with its text on standard error.
        int run(MemoryProgram program) throws Exception;
    }

    /// The steps of a sandbox's life that can be made to fail.
    public enum Step {
        PREPARE,
        CREATE,
        PUT,
        START,
        COLLECT,
        STOP,
        DESTROY
    }

    private record Rule(Predicate<Launch> when, Program program) {}

    private final Map<UUID, MemorySandbox> sandboxes = new ConcurrentHashMap<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final Map<Step, Integer> failures = new ConcurrentHashMap<>();
    private final List<SandboxSpec> created = new CopyOnWriteArrayList<>();
    private volatile @Nullable String unavailable;
    private volatile boolean warms;
    private volatile LaneDoors doors = LaneDoors.NONE;

    /// All programs do this from now on.
    public MemoryEngine runs(Program program) {
        return runs(launch -> true, program);
    }

    /// Programs that were launched like this do this from now on; the latest rule counts.
    public MemoryEngine runs(Predicate<Launch> when, Program program) {
        rules.addFirst(new Rule(when, program));
        return this;
    }

    /// This image cannot be had.
    public MemoryEngine lacksImage(String image) {
        missing.add(image);
        return this;
    }

    /// The next calls of this step fail as the contract says they may.
    public MemoryEngine fails(Step step, int times) {
        failures.put(step, times);
        return this;
    }

    /// How many calls of this step are still to fail.
    public int failuresLeft(Step step) {
        return failures.getOrDefault(step, 0);
    }

    /// Answers nothing but this from now on; null: it is back.
    public MemoryEngine unavailable(@Nullable String why) {
        unavailable = why;
        return this;
    }

    /// Its sandboxes may wait for hours from now on.
    public MemoryEngine warms(boolean yes) {
        warms = yes;
        return this;
    }

    @Override
    public boolean warms() {
        return warms;
    }

    /// Its sandboxes reach the gateway from now on, each by a lane of its own, where their specs
    /// say so.
    public MemoryEngine lanes(LaneDoors doors) {
        this.doors = doors;
        return this;
    }

    /// Every sandbox that was ever asked for, in order.
    public List<SandboxSpec> created() {
        return List.copyOf(created);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Availability availability() {
        String why = unavailable;
        return why == null ? new Availability(true, "in memory") : new Availability(false, why);
    }

    @Override
    public List<String> caveats() {
        return List.of("Programs are Java code in this process.");
    }

    @Override
    public Image prepare(String image, Consumer<String> progress)
            throws ImageUnavailable, InterruptedException {
        answer(Step.PREPARE);
        if (missing.contains(image)) {
            throw new ImageUnavailable("there is no image '" + image + "'", null);
        }
        progress.accept("Looking for " + image);
        return new Image(image, image + "@sha256:" + "0".repeat(64));
    }

    @Override
    public Sandbox create(SandboxSpec spec) throws ImageUnavailable {
        answer(Step.CREATE);
        if (missing.contains(spec.image().name())) {
            throw new ImageUnavailable("there is no image '" + spec.image().name() + "'", null);
        }
        created.add(spec);
        var sandbox = new MemorySandbox(this, spec, lane(spec));
        sandboxes.put(spec.id(), sandbox);
        return sandbox;
    }

    @Override
    public List<UUID> sandboxes() {
        answer(null);
        return new ArrayList<>(sandboxes.keySet());
    }

    @Override
    public void destroy(UUID id) {
        answer(Step.DESTROY);
        var sandbox = sandboxes.get(id);
        if (sandbox != null) {
            sandbox.end();
            sandboxes.remove(id);
        }
    }

    private @Nullable MemoryLane lane(SandboxSpec spec) {
        var open = doors;
        return open.gateway() == null || spec.network() == NetworkMode.NONE
                ? null
                : MemoryLane.open(open, spec);
    }

    Program program(Launch launch) {
        return rules.stream()
                .filter(rule -> rule.when().test(launch))
                .findFirst()
                .map(Rule::program)
                .orElse(program -> {
                    program.print(String.join(" ", launch.argv()) + "\n");
                    return 0;
                });
    }

    boolean holds(UUID id) {
        return sandboxes.containsKey(id);
    }

    /// @throws EngineUnavailable if the engine is away or this step is to fail
    void answer(@Nullable Step step) {
        String why = unavailable;
        if (why != null) {
            throw new EngineUnavailable(why, null);
        }
        if (step != null && failuresLeft(step) > 0) {
            failures.merge(step, -1, Integer::sum);
            throw new EngineUnavailable("the test wants " + step + " to fail", null);
        }
    }

    void answerOrFail(Step step) throws IOException {
        try {
            answer(step);
        } catch (EngineUnavailable e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
