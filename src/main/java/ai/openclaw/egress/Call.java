package ai.openclaw.egress;

import ai.openclaw.auth.TaskCaller;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection out of a sandbox, from its first byte to its last. Everything that comes is
/// hostile.
final class Call {

    private static final Duration HEAD = Duration.ofSeconds(20);
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int MOST_FIELDS = 100;

    private final Guard guard;
    private final Resolver resolver;
    private final EgressSettings settings;
    private final Guest guest;
    private final Line line;
    private final Intake in;

    private @Nullable Target target;
    private boolean head;
    private boolean tunnel;

    Call(Guard guard, Resolver resolver, EgressSettings settings, Guest guest, Line line) {
        this.guard = guard;
        this.resolver = resolver;
        this.settings = settings;
        this.guest = guest;
        this.line = line;
        this.in = new Intake(line.inside());
    }

    /// @param crowded whether there are too many already
    /// @throws IOException if either side is gone
    void serve(boolean crowded) throws IOException, InterruptedException {
        line.within(HEAD);
        try {
            var request = Request.of(Head.read(in, LONGEST_HEAD, MOST_FIELDS));
            head = request.method().equals("HEAD");
            if (request.asksForLife()) {
                Answers.alive(line, in);
                return;
            }
            var caller = guard.caller(request.head(), guest.sandbox());
            if (crowded) {
                throw new Refused(
                        Why.TOO_MANY,
                        "A sandbox may have "
                                + settings.connections()
                                + " connections at a time (OPENCLAW_EGRESS_CONNECTIONS).");
            }
            target = request.target();
            pass(caller, target, request);
        } catch (Refused refused) {
            answer(refused);
        }
    }

    private void answer(Refused refused) throws IOException {
        if (tunnel) {
            Answers.alert(line, in, refused);
        } else {
            Answers.refuse(line, in, refused, target, head);
        }
    }

    private void pass(TaskCaller caller, Target target, Request request)
            throws IOException, Refused, InterruptedException {
        try {
            var framing = request.framing();
            guard.check(caller, target);
            var way = new Way(target, resolve(target));
            if (request.isConnect()) {
                tunnel(caller, way);
            } else {
                exchange(caller, way, request, framing);
            }
        } catch (Refused refused) {
            guest.ledger().refused(caller, target, refused);
            throw refused;
        }
    }

    private List<InetAddress> resolve(Target target)
            throws Refused, IOException, InterruptedException {
        guest.lookups().acquire();
        try {
            if (line.closed()) {
                throw new EOFException();
            }
            return resolver.resolve(target);
        } finally {
            guest.lookups().release();
        }
    }

    private void tunnel(TaskCaller caller, Way way)
            throws IOException, Refused, InterruptedException {
        Answers.established(line);
        tunnel = true;
        var through = new Tunnel(line, in, way, settings);
        var outside = through.open();
        guest.ledger().allowed(caller, way.target());
        try {
            through.pass(outside);
        } finally {
            end(way, outside);
        }
    }

    private void exchange(TaskCaller caller, Way way, Request request, Framing framing)
            throws IOException, Refused, InterruptedException {
        var outside = way.connect(line, settings.connect());
        guest.ledger().allowed(caller, way.target());
        try {
            new Exchange(line, in, request, framing, way, outside, settings.silence()).pass();
        } finally {
            end(way, outside);
        }
    }

    private void end(Way way, Leg outside) {
        guest.ledger()
                .ended(way.target(), outside.written(), outside.read(), line.age().toMillis());
    }
}
