package ai.openclaw.egress;

import ai.openclaw.auth.TaskCaller;
import ai.openclaw.log.Timeline;
import ai.openclaw.sandbox.EgressDoor;
import ai.openclaw.sandbox.LaneDoor.Place;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The egress proxy, with an end in the lane of every sandbox that may go out.
@Component
class EgressProxy implements EgressDoor, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EgressProxy.class);

    private static final Duration LAST_CONNECTION = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Guard guard;
    private final Resolver resolver;
    private final EgressSettings settings;
    private final Notes notes;
    private final MeterRegistry meters;
    private final Set<Exit> exits = ConcurrentHashMap.newKeySet();

    /// Nobody who ends a sandbox waits for what it came to being written down.
    private final ExecutorService bookkeeping =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("egress-sums-", 0).factory());

    @Autowired
    EgressProxy(Guard guard, EgressSettings settings, Timeline timeline, MeterRegistry meters) {
        this(
                guard,
                new Resolver(InetAddress::getAllByName, settings.ranges()),
                settings,
                (caller, kind, detail) ->
                        timeline.note(caller.task(), caller.number(), kind, detail),
                meters);
    }

    EgressProxy(
            Guard guard,
            Resolver resolver,
            EgressSettings settings,
            Notes notes,
            MeterRegistry meters) {
        this.guard = guard;
        this.resolver = resolver;
        this.settings = settings;
        this.notes = notes;
        this.meters = meters;
        Gauge.builder("openclaw.egress.connections", () -> connections(exits))
                .description("Connections of sandboxes to the egress proxy")
                .register(meters);
    }

    private static int connections(Set<Exit> exits) {
        return exits.stream().mapToInt(Exit::lines).sum();
    }

    @Override
    public Entry open(Place place, UUID sandbox) throws IOException {
        var guest = new Guest(sandbox, this::note);
        var exit =
                Exit.open(
                        place,
                        (line, open) ->
                                new Call(guard, resolver, settings, guest, line)
                                        .serve(open > settings.connections()),
                        closed -> {
                            exits.remove(closed);
                            bookkeeping.execute(() -> sumUp(closed, guest.ledger()));
                        });
        exits.add(exit);
        return exit;
    }

    private static void sumUp(Exit exit, Ledger ledger) {
        try {
            exit.awaitServed(LAST_CONNECTION);
            ledger.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(TaskCaller caller, String kind, Map<String, Object> detail) {
        meters.counter("openclaw.egress.events", "kind", kind).increment();
        try {
            notes.note(caller, kind, detail);
        } catch (RuntimeException e) {
            log.warn("Not in the timeline of task {}: {} {}", caller.task(), kind, e.toString());
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        List.copyOf(exits).forEach(Exit::close);
        resolver.close();
        bookkeeping.shutdown();
        if (!bookkeeping.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
            bookkeeping.shutdownNow();
        }
    }
}
