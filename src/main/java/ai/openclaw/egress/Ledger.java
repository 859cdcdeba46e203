package ai.openclaw.egress;

import ai.openclaw.auth.TaskCaller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One sandbox's traffic in its task's timeline: each host the first time, and what it came to at
/// the end. A program that asks without end is not noted without end.
final class Ledger {

    /// Hosts that are told apart.
    private static final int MOST_HOSTS = 100;

    /// Refusals that are told apart.
    private static final int MOST_REFUSALS = 100;

    private final Notes notes;
    private final Map<Target, Tally> hosts = new LinkedHashMap<>();
    private final Set<String> refusals = new HashSet<>();
    private final Tally others = new Tally();
    private long unsaid;
    private @Nullable TaskCaller latest;

    Ledger(Notes notes) {
        this.notes = notes;
    }

    private static final class Tally {
        private long connections;
        private long sent;
        private long received;
        private long millis;

        private void add(long sent, long received, long millis) {
            this.connections++;
            this.sent += sent;
            this.received += received;
            this.millis += millis;
        }

        private Map<String, Object> detail() {
            return new LinkedHashMap<>(
                    Map.of(
                            "connections", connections,
                            "bytesSent", sent,
                            "bytesReceived", received,
                            "ms", millis));
        }
    }

    /// A connection is open.
    void allowed(TaskCaller caller, Target target) {
        synchronized (this) {
            latest = caller;
            if (hosts.containsKey(target) || hosts.size() == MOST_HOSTS) {
                return;
            }
            hosts.put(target, new Tally());
        }
        notes.note(caller, "egress.allowed", Map.of("host", target.host(), "port", target.port()));
    }

    /// It is over.
    synchronized void ended(Target target, long sent, long received, long millis) {
        hosts.getOrDefault(target, others).add(sent, received, millis);
    }

    void refused(TaskCaller caller, Target target, Refused refused) {
        if (!refused.why().denied() && !refused.why().failed()) {
            return;
        }
        synchronized (this) {
            latest = caller;
            if (refusals.size() == MOST_REFUSALS || !refusals.add(target + " " + refused.why())) {
                unsaid++;
                return;
            }
        }
        var detail = new LinkedHashMap<String, Object>();
        detail.put("host", target.host());
        detail.put("port", target.port());
        detail.put("why", refused.detail());
        detail.put("reason", refused.why().toString());
        if (refused.why().denied()) {
            detail.put("warning", true);
        }
        if (refused.why() == Why.NOT_ALLOWED) {
            detail.put("allow", target.allowed().toString());
        }
        notes.note(caller, refused.why().denied() ? "egress.denied" : "egress.failed", detail);
    }

    /// Writes down what it came to.
    void close() {
        var sums = new ArrayList<Map<String, Object>>();
        TaskCaller caller;
        long repeated;
        synchronized (this) {
            caller = latest;
            repeated = unsaid;
            hosts.forEach((target, tally) -> {
                var detail = tally.detail();
                detail.put("host", target.host());
                detail.put("port", target.port());
                sums.add(detail);
            });
            if (others.connections > 0) {
                sums.add(others.detail());
            }
            hosts.clear();
            unsaid = 0;
        }
        if (caller == null) {
            return;
        }
        for (var sum : sums) {
            notes.note(caller, "egress.total", sum);
        }
        if (repeated > 0) {
            notes.note(
                    caller,
                    "egress.denied",
                    Map.of("count", repeated, "detail", "refusals that are not listed"));
        }
    }
}
