package ai.openclaw.worker;

import ai.openclaw.agent.AllowedImages;
import ai.openclaw.auth.TaskTokens;
import ai.openclaw.doctor.Receipts;
import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.Exit;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Lane;
import ai.openclaw.sandbox.LiveSandboxes;
import ai.openclaw.sandbox.Pool;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.task.Assignment;
import ai.openclaw.task.Ending;
import ai.openclaw.task.TaskSpec;
import ai.openclaw.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The way of one attempt: image, sandbox, files, program, what it leaves. Whatever happens on it
/// becomes an ending. Its caller destroys the sandbox.
@Component
class AttemptFlow {

    /// How often an image's name may mean another one while a sandbox of it is made.
    private static final int TRIES = 3;

    /// A database that is restarted or cut off is no reason to give a program up.
    private static final Patience patience = new Patience(Duration.ofMinutes(15));

    private final SandboxEngine engine;
    private final LiveSandboxes live;
    private final Receipts receipts;
    private final Tasks tasks;
    private final TaskTokens tokens;
    private final AttemptSecrets secrets;
    private final Inputs inputs;
    private final Briefing briefing;
    private final Outputs outputs;
    private final Leftovers leftovers;
    private final AllowedImages images;
    private final Resumption resumption;
    private final Clock clock;

    AttemptFlow(
            SandboxEngine engine,
            LiveSandboxes live,
            Receipts receipts,
            Tasks tasks,
            TaskTokens tokens,
            AttemptSecrets secrets,
            Inputs inputs,
            Briefing briefing,
            Outputs outputs,
            Leftovers leftovers,
            AllowedImages images,
            Resumption resumption,
            Clock clock) {
        this.engine = engine;
        this.live = live;
        this.receipts = receipts;
        this.tasks = tasks;
        this.tokens = tokens;
        this.secrets = secrets;
        this.inputs = inputs;
        this.briefing = briefing;
        this.outputs = outputs;
        this.leftovers = leftovers;
        this.images = images;
        this.resumption = resumption;
        this.clock = clock;
    }

    /// @throws Detached if the gateway stops and the program runs on
    Ending run(Assignment job, Sandboxes.Place place, StopSignal stop, Steps steps)
            throws Detached {
        var early = Endings.early(job.spec().limits());
        try {
            Sandbox sandbox = prepare(job, place, stop, steps);
            return perform(job, sandbox, stop, steps);
        } catch (Detached e) {
            throw e;
        } catch (Stopped e) {
            return early.of(e.why());
        } catch (Exception e) {
            StopCause cause = stop.cause();
            return cause != null ? early.of(cause) : early.of(e);
        }
    }

    /// Up to a sandbox that is ours by its row, with everything in it.
    private Sandbox prepare(Assignment job, Sandboxes.Place place, StopSignal stop, Steps steps)
            throws Exception {
        steps.note("attempt.started", Map.of("engine", engine.name()));
        refuseForbidden(job.spec().image());
        var opened = stop.during(() -> open(job.spec(), place, new PullProgress(steps)));
        var taken = opened.taken();
        Sandbox sandbox = taken.sandbox();
        // Committed before the first byte goes in: from here on a crash knows what to look for.
        boolean ours =
                patience.with(
                        "Recording sandbox " + sandbox.id(),
                        () ->
                                tasks.assignSandbox(
                                        job.attempt().id(),
                                        sandbox.id(),
                                        engine.name(),
                                        taken.image().pinned(),
                                        taken.warm(),
                                        opened.receipt()));
        if (!ours) {
            stop.give(new StopCause.Stale());
        }
        steps.done(
                taken.warm() ? "sandbox.taken" : "sandbox.created",
                Map.of("sandbox", sandbox.id(), "image", taken.image().pinned()));
        String missing = sandbox.reach().missing();
        if (missing != null) {
            steps.note("sandbox.no_network", Map.of("warning", true, "why", missing));
        }
        sandbox.softDisk()
                .ifPresent(why ->
                        steps.note("sandbox.disk_watched", Map.of("warning", true, "why", why)));
        var brief = briefing.of(job);
        int files = stop.during(() -> inputs.put(sandbox, job, brief), () -> cut(sandbox));
        if (files > 0) {
            steps.done("files.put", Map.of("files", files));
        }
        return sandbox;
    }

    /// @param receipt of what is known of its isolation; null if nothing is
    private record Opened(Pool.Taken taken, @Nullable UUID receipt) {}

    /// A sandbox whose very image has a receipt.
    private Opened open(TaskSpec spec, Sandboxes.Place place, Consumer<String> progress)
            throws Exception {
        for (int tries = 1; tries <= TRIES; tries++) {
            var clearance = receipts.require(spec.image(), spec.runtime(), progress);
            var taken = place.open(Handover.sandbox(spec), progress);
            var confirmed =
                    receipts.confirm(clearance, spec.image(), taken.image(), spec.runtime());
            if (confirmed.isPresent()) {
                return new Opened(taken, confirmed.get().receipt());
            }
            place.giveBack();
        }
        throw new EngineUnavailable(
                "The image '" + spec.image() + "' kept changing while its isolation was probed",
                null);
    }

    /// An engine that is swallowing files hears nothing else until their stream ends.
    private static void cut(Sandbox sandbox) {
        try {
            sandbox.stop(Duration.ZERO);
        } catch (EngineUnavailable e) {
            // Its end destroys it anyway.
        }
    }

    /// It may have been allowed when the agent was put.
    private void refuseForbidden(String image) throws ImageUnavailable {
        if (!images.allows(image)) {
            throw new ImageUnavailable(
                    "The image '"
                            + image
                            + "' is not among those that this installation allows: "
                            + images.patterns(),
                    null);
        }
    }

    private Ending perform(Assignment job, Sandbox sandbox, StopSignal stop, Steps steps)
            throws Exception {
        try (var given = secrets.hand(job);
                var output = outputs.open(job, given.redaction(), stop)) {
            var launch =
                    Handover.launch(job, access(job, sandbox), given.secrets(), briefing.of(job));
            stop.during(() -> {
                live.start(sandbox, launch, output);
                return true;
            });
            steps.done("program.started", Map.of());
            return follow(job, sandbox, output, stop, steps);
        }
    }

    /// A token of its own for every sandbox that has a way to use it.
    private Handover.@Nullable Access access(Assignment job, Sandbox sandbox) throws Stopped {
        Lane lane = sandbox.reach().lane();
        if (lane == null) {
            return null;
        }
        var attempt = job.attempt().id();
        return Handover.Access.by(
                lane, patience.with("Minting the token of " + attempt, () -> tokens.mint(attempt)));
    }

    private Ending follow(
            Assignment job, Sandbox sandbox, Output output, StopSignal stop, Steps steps)
            throws Exception {
        try {
            Exit exit = new Following(sandbox, stop, steps, engine.adopts()).exit();
            output.finish();
            steps.done("program.ended", Map.of("exit", Words.exit(exit)));
            var result =
                    stop.unlessUrgent(() ->
                            leftovers.take(sandbox, job.attempt(), output.redaction(), steps));
            var endings =
                    Endings.late(
                            job.spec().limits(),
                            output.transcript(),
                            sandbox,
                            result,
                            clock.instant());
            return Briefing.explained(job.spec(), endings.of(exit, stop.cause()));
        } catch (Stopped e) {
            if (engine.adopts() && e.why() instanceof StopCause.GatewayStops) {
                output.leave();
                steps.note("attempt.detached", Map.of("sandbox", sandbox.id()));
                throw new Detached();
            }
            throw e;
        }
    }

    /// Goes on with an attempt whose process is gone: its program runs, or has ended meanwhile.
    /// What it printed is read again from the beginning; what is stored of that is not stored
    /// again.
    ///
    /// @throws Detached if the gateway stops and the program runs on
    Ending resume(Assignment job, UUID sandbox, StopSignal stop, Steps steps) throws Detached {
        try {
            var survivor = resumption.find(job, sandbox, stop);
            if (survivor.isEmpty()) {
                steps.note("attempt.abandoned", Map.of("sandbox", sandbox));
                return Endings.abandoned();
            }
            steps.note("attempt.resumed", Map.of("sandbox", sandbox));
            try (var given = secrets.again(job)) {
                var from = resumption.from(job, survivor.get(), given.redaction());
                try (var output = outputs.resume(job, given.redaction(), from.stored(), stop)) {
                    var running = resumption.follow(job, survivor.get(), from, output);
                    return follow(job, running, output, stop, steps);
                }
            }
        } catch (Detached e) {
            throw e;
        } catch (Stopped e) {
            return Endings.early(job.spec().limits()).of(e.why());
        } catch (Exception e) {
            StopCause cause = stop.cause();
            if (cause instanceof StopCause.GatewayStops) {
                throw new Detached();
            }
            var early = Endings.early(job.spec().limits());
            return cause != null ? early.of(cause) : early.of(e);
        }
    }
}
