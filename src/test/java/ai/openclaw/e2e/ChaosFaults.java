package ai.openclaw.e2e;

import static org.awaitility.Awaitility.await;

import ai.openclaw.e2e.ChaosPlan.Fault;
import ai.openclaw.e2e.ChaosPlan.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Makes the planned faults happen. What hits the same thing happens one after the other, the rest
/// side by side.
final class ChaosFaults {

    private static final Duration LATE = Duration.ofSeconds(12);

    private final ChaosHouse house;
    private final RunClock clock;
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
    private final List<Ledger.Outage> outages = new ArrayList<>();
    private final List<Ledger.Outage> freezes = new ArrayList<>();
    private final List<String> odd = new ArrayList<>();

    ChaosFaults(ChaosHouse house, RunClock clock) {
        this.house = house;
        this.clock = clock;
    }

    /// Begins; each of what is returned ends when all that hits one thing has happened.
    List<Future<?>> begin(List<Fault> faults, ExecutorService threads) {
        var byTarget = new TreeMap<String, List<Fault>>();
        faults.forEach(fault ->
                byTarget.computeIfAbsent(target(fault), _ -> new ArrayList<>()).add(fault));
        List<Future<?>> actors = new ArrayList<>();
        byTarget.values()
                .forEach(each -> actors.add(threads.submit(() -> each.forEach(this::act))));
        return actors;
    }

    private static String target(Fault fault) {
        if (fault.kind().ofGateway()) {
            return "gateway " + fault.target();
        }
        return fault.kind().ofEngine() ? "engine " + fault.target() : "postgres";
    }

    private void act(Fault fault) {
        clock.until(fault.at());
        if (fault.kind().ofGateway()
                && fault.away().compareTo(LATE) < 0
                && clock.now().minus(fault.at()).compareTo(LATE) > 0) {
            // Something before took long; by now the other gateway may be the only one.
            return;
        }
        say("%s of %s".formatted(fault.kind(), target(fault)));
        switch (fault.kind()) {
            case KILL, TERM -> restart(fault);
            case FREEZE -> freeze(fault);
            case POSTGRES_FAST, POSTGRES_IMMEDIATE -> {
                house.postgres.stop(fault.kind() == Kind.POSTGRES_IMMEDIATE);
                clock.pause(fault.away());
                house.postgres.startAgain();
            }
            case ENGINE_KILL, ENGINE_TERM -> restartEngine(fault);
        }
        say("%s of %s is over".formatted(fault.kind(), target(fault)));
        synchronized (done) {
            done.merge(fault.kind(), 1, Integer::sum);
        }
    }

    private void restart(Fault fault) {
        var gateway = house.gateways.get(fault.target());
        if (!gateway.alive()) {
            odd("gateway %d had ended by itself".formatted(fault.target()));
        } else if (fault.kind() == Kind.KILL) {
            gateway.kill();
        } else {
            gateway.stop();
        }
        clock.pause(fault.away());
        up(fault.target());
    }

    /// As a supervisor would: again and again, for a gateway does not start without its database.
    void up(int number) {
        var gateway = house.gateways.get(number);
        var patience = Instant.now().plusSeconds(180);
        while (!gateway.ready()) {
            if (!gateway.alive()) {
                gateway.begin();
            }
            if (Instant.now().isAfter(patience)) {
                throw new AssertionError("gateway " + number + " does not get ready");
            }
            clock.pause(Duration.ofMillis(300));
        }
    }

    private void freeze(Fault fault) {
        var gateway = house.gateways.get(fault.target());
        var from = Instant.now();
        gateway.signal("STOP");
        clock.pause(fault.away());
        gateway.signal("CONT");
        synchronized (freezes) {
            freezes.add(new Ledger.Outage(from, Instant.now()));
        }
        await("gateway %d to answer after its sleep".formatted(fault.target()))
                .atMost(Duration.ofMinutes(1))
                .until(() -> gateway.ready() || !gateway.alive());
        if (!gateway.alive()) {
            odd("gateway %d ended after a freeze".formatted(fault.target()));
            up(fault.target());
        }
    }

    private void restartEngine(Fault fault) {
        var engine = house.engines.get(fault.target());
        var from = Instant.now();
        if (fault.kind() == Kind.ENGINE_KILL) {
            engine.kill();
        } else {
            engine.stop();
        }
        clock.pause(fault.away());
        engine.startAgain();
        // Its events are asked for again some moments later.
        var to = Instant.now().plusSeconds(2);
        synchronized (outages) {
            outages.add(new Ledger.Outage(from, to));
        }
    }

    Map<Kind, Integer> done() {
        synchronized (done) {
            return Map.copyOf(done);
        }
    }

    List<Ledger.Outage> outages() {
        synchronized (outages) {
            return List.copyOf(outages);
        }
    }

    List<Ledger.Outage> freezes() {
        synchronized (freezes) {
            return List.copyOf(freezes);
        }
    }

    /// What happened beside the plan.
    List<String> odd() {
        synchronized (odd) {
            return List.copyOf(odd);
        }
    }

    private void odd(String what) {
        say(what);
        synchronized (odd) {
            odd.add(what);
        }
    }

    private void say(String what) {
        System.out.printf("%6.1f s  %s%n", clock.now().toMillis() / 1000.0, what);
    }
}
