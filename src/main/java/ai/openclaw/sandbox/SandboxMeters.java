package ai.openclaw.sandbox;

import ai.openclaw.sandbox.LiveSandbox.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/// What is measured of sandboxes and of the pool. No label holds an agent, an image or an id: each
/// takes a handful of values.
@Component
public class SandboxMeters {

    private final MeterRegistry meters;
    private final Timer create;
    private final Timer start;
    private final Timer destroy;
    private final Timer refill;
    private final Timer age;

    public SandboxMeters(MeterRegistry meters) {
        this.meters = meters;
        this.create = timer("openclaw.sandbox.create", "Making a sandbox, until it waits");
        this.start = timer("openclaw.sandbox.start", "Handing a program over, until it runs");
        this.destroy = timer("openclaw.sandbox.destroy", "Destroying a sandbox, until it is gone");
        this.refill = timer("openclaw.pool.refill", "From a gap in the pool until it is filled");
        this.age = timer("openclaw.pool.age", "How long a warm sandbox had waited for its task");
        // There from the start, so that a rate has a beginning.
        taken(true, 0);
        taken(false, 0);
    }

    private Timer timer(String name, String what) {
        return Timer.builder(name).description(what).publishPercentiles(0.5, 0.99).register(meters);
    }

    void created(long nanos) {
        create.record(nanos, TimeUnit.NANOSECONDS);
    }

    void started(long nanos) {
        start.record(nanos, TimeUnit.NANOSECONDS);
    }

    void destroyed(long nanos) {
        destroy.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refilled(Duration took) {
        refill.record(took);
    }

    void age(Duration waited) {
        age.record(waited);
    }

    /// Somebody asked for a sandbox of a kind that is kept warm.
    void taken(boolean hit) {
        taken(hit, 1);
    }

    private void taken(boolean hit, int times) {
        meters.counter("openclaw.pool.taken", "result", hit ? "hit" : "miss").increment(times);
    }

    void discarded(Discard why) {
        meters.counter("openclaw.pool.discarded", "why", why.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void live(ToDoubleFunction<State> count) {
        for (State state : State.values()) {
            Gauge.builder("openclaw.sandboxes.live", state, count)
                    .description("Sandboxes of this gateway")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    void pool(Supplier<Number> wanted, Supplier<Number> warm) {
        Gauge.builder("openclaw.pool.wanted", wanted)
                .description("Warm sandboxes that agents ask for, as far as there is room")
                .register(meters);
        Gauge.builder("openclaw.pool.warm", warm)
                .description("Warm sandboxes that wait for a task")
                .register(meters);
    }

    /// Why a warm sandbox was destroyed without a task.
    enum Discard {
        /// It ended by itself.
        DIED,
        /// It had waited for too long.
        OLD,
        /// Nobody wants it, or its image, any more.
        UNWANTED,
        /// Memory or disk are short.
        PRESSURE,
        /// Somebody asked for it.
        KILLED
    }
}
