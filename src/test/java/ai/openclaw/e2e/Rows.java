package ai.openclaw.e2e;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the database says after a run.
///
/// @param keys which task each idempotency key made
/// @param processing jobs of JobRunr that still claim to run
record Rows(
        List<Task> tasks,
        List<Attempt> attempts,
        List<Line> lines,
        List<Key> keys,
        int processing) {

    record Task(String id, String state) {}

    record Attempt(
            String task,
            int number,
            String state,
            @Nullable String reason,
            @Nullable String sandbox,
            @Nullable String concurrencyKey,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        boolean is(String other) {
            return state.equals(other);
        }

        /// Whether it was ended from our side: taken over, or its engine went away.
        boolean givenUp() {
            return "INFRASTRUCTURE".equals(reason);
        }
    }

    /// @param gap whether it says that something is missing
    record Line(String task, int attempt, boolean gap, String text) {}

    record Key(String key, String task) {}
}
