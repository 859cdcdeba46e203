package ai.openclaw.fleet;

import ai.openclaw.base.NotFound;
import ai.openclaw.sandbox.LiveSandbox;
import ai.openclaw.sandbox.LiveSandbox.State;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.Pool;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.task.AttemptSandboxes;
import ai.openclaw.task.AttemptSandboxes.Serving;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The sandboxes that are there now. Of this node all; of other nodes those that serve an attempt,
/// since only that is in the database.
@Component
public class Fleet {

    private final LiveSandboxes live;
    private final AttemptSandboxes attempts;
    private final Pool pool;
    private final Kills kills;
    private final SandboxEngine engine;
    private final Marks marks;
    private final Clock clock;

    Fleet(
            LiveSandboxes live,
            AttemptSandboxes attempts,
            Pool pool,
            Kills kills,
            SandboxEngine engine,
            Marks marks,
            Clock clock) {
        this.live = live;
        this.attempts = attempts;
        this.pool = pool;
        this.kills = kills;
        this.engine = engine;
        this.marks = marks;
        this.clock = clock;
    }

    /// All of them, newest first.
    public List<FleetSandbox> list() {
        Map<UUID, Serving> others = new HashMap<>();
        attempts.serving().forEach(it -> others.put(it.sandbox(), it));
        var now = clock.instant();
        var here = live.list().stream().map(it -> here(it, others.remove(it.id()), now)).toList();
        var elsewhere =
                others.values().stream()
                        // Of an attempt here that just ended.
                        .filter(it -> !it.node().equals(marks.node()))
                        .map(it -> elsewhere(it, now));
        return Stream.concat(here.stream(), elsewhere)
                .sorted(Comparator.comparing((FleetSandbox it) -> it.id().toString()).reversed())
                .toList();
    }

    /// Kills a sandbox, on whichever node it is. Its attempt ends as INFRASTRUCTURE, which a new
    /// one follows as after any failure of ours; who wants no more of it cancels the task. A warm
    /// one is replaced. Asking for it is all that this does: it may take a moment.
    ///
    /// @param by who asks
    /// @throws NotFound if there is none
    public void kill(UUID sandbox, String by) {
        if (pool.kill(sandbox)) {
            return;
        }
        var serving =
                attempts.serving().stream()
                        .filter(it -> it.sandbox().equals(sandbox))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("sandbox", sandbox));
        kills.ask(serving.attempt(), by);
    }

    private FleetSandbox here(LiveSandbox it, @Nullable Serving serving, Instant now) {
        var used = it.used();
        return new FleetSandbox(
                it.id(),
                it.state(),
                serving == null ? null : serving.task().value(),
                serving == null ? null : serving.number(),
                serving == null ? null : serving.agent(),
                marks.node(),
                engine.name(),
                it.image(),
                serving == null ? it.state() == State.WARM : serving.warm(),
                it.since(),
                age(it.since(), now),
                used.cpu().toMillis() / 1000.0,
                used.memory());
    }

    private static FleetSandbox elsewhere(Serving it, Instant now) {
        return new FleetSandbox(
                it.sandbox(),
                State.RUNNING,
                it.task().value(),
                it.number(),
                it.agent(),
                it.node(),
                it.engine(),
                it.image(),
                it.warm(),
                it.since(),
                age(it.since(), now),
                null,
                null);
    }

    private static long age(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }
}
