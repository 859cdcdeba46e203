package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OutboxPlanTest {

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final Outbox outbox = new Outbox(database.jdbc());

    @Test
    void fullOutboxIsReadByItsIndexAndEachRowIsTakenOnce() throws Exception {
        fill(10_000);
        for (boolean statistics : new boolean[] {false, true}) {
            if (statistics) {
                database.jdbc().sql("analyze delivery").update();
            }
            assertThat(plan())
                    .noneMatch(it -> it.contains("Seq Scan on delivery"))
                    .anyMatch(it -> it.contains("using delivery_due"))
                    .noneMatch(it -> it.contains("Sort"));
        }

        var taken = new ArrayList<Future<List<Outbox.Claimed>>>();
        try (var gateways = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                taken.add(
                        gateways.submit(() -> {
                            var mine = new ArrayList<Outbox.Claimed>();
                            for (int n = 0; n < 50; n++) {
                                mine.add(outbox.claim(List.of("full")).orElseThrow());
                            }
                            return mine;
                        }));
            }
        }
        var all = new ArrayList<Outbox.Claimed>();
        for (var it : taken) {
            all.addAll(it.get());
        }
        assertThat(all).extracting(Outbox.Claimed::id).doesNotHaveDuplicates().hasSize(200);
        assertThat(all).noneMatch(it -> it.target().equals("full"));
    }

    private void fill(int rows) {
        database.jdbc()
                .sql(
                        """
                        insert into delivery (id, message, url, target, type, body, due_at)
                        select gen_random_uuid(), gen_random_uuid(), 'http://x.test/',
                          case when i %% 2 = 0 then 'full' else 'x.test' end, 'task.failed',
                          repeat('x', 2000), now() - make_interval(secs => i)
                        from generate_series(1, %d) i
                        """
                                .formatted(rows))
                .update();
    }

    private List<String> plan() {
        return database.jdbc()
                .sql("explain (costs off) " + Outbox.CLAIM)
                .param("full", new String[] {"full"})
                .param("lease", 60.0)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
