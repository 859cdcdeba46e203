package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.Recurring;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecurringTest {

    @TempDir Path home;

    /// Counts, and fails each time.
    private record Counting(AtomicInteger looks) implements Recurring {

        @Override
        public String id() {
            return "schedule-tick";
        }

        @Override
        public void run() {
            looks.incrementAndGet();
            throw new IllegalStateException("as in a bad minute");
        }
    }

    @Test
    void jobRunrKnowsItOnceHasOneNodeLookAndAFailureIsNoFailedJob() {
        var database = TestPostgres.freshDatabase();
        var looks = new AtomicInteger();
        try (var one = node(database, "one", looks);
                var two = node(database, "two", looks)) {
            one.start();
            two.start();
            var storage = one.server.getStorageProvider();
            var recurring = storage.getRecurringJobs();
            assertThat(recurring).hasSize(1);

            // Not waited for: the minute that JobRunr makes it in.
            storage.save(recurring.getFirst().toEnqueuedJob());

            await().until(() -> states(database).equals(List.of("SUCCEEDED")));
            assertThat(looks).hasValue(1);
        }
    }

    private TestNode node(Database database, String name, AtomicInteger looks) {
        return new TestNode(
                database, home.resolve(name), 1, _ -> {}, Claim.LOCK, List.of(new Counting(looks)));
    }

    private static List<String> states(Database database) {
        return database.jdbc()
                .sql("select state from jobrunr_jobs")
                .query((row, n) -> row.getString(1))
                .list();
    }
}
