package ai.openclaw.e2e;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What is known about a run without the gateways' word: what the clients were answered, what the
/// engines recorded, and who was away when.
///
/// @param posts each of them with one idempotency key, perhaps tried several times
/// @param ends the first end that a client was told of each task
/// @param deaths of sandboxes, by the engines' event streams
/// @param outages of engines, during which they recorded nothing
/// @param left what carries our labels on the engines after the end
record Ledger(
        List<Post> posts,
        List<End> ends,
        List<Death> deaths,
        List<Outage> outages,
        List<String> left) {

    /// @param tasks the ids that answers with 202 or 200 named; empty if none came
    /// @param job what the script does
    record Post(String key, Set<String> tasks, Script job) {}

    /// @param lines that it prints if it comes to its end
    record Script(int number, int lines) {}

    record End(String task, String state) {}

    record Death(String sandbox, int exitCode, Instant at) {}

    record Outage(Instant from, Instant to) {

        boolean touches(Instant a, Instant b) {
            return from.isBefore(b) && to.isAfter(a);
        }
    }
}
