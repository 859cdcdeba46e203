package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.task.TaskState;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// What the ledger says of a stretch of time.
class LedgerTest {

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final Ledger ledger =
            new Ledger(database.jdbc(), new NamedParameterJdbcTemplate(database.dataSource()));

    @Test
    void everyMomentIsCountedHoweverMany() {
        database.jdbc().sql("insert into schedule (name, version) values ('a', 1)").update();
        // Each minute of twenty days, every hundredth failed.
        database.jdbc()
                .sql(
                        """
                        insert into slot (schedule, due, last_due, state, task, outcome)
                        select 'a', due, due, 'FIRED', gen_random_uuid(),
                          case when extract(epoch from due)::bigint / 60 % 100 = 0
                            then 'FAILED' else 'SUCCEEDED' end
                        from generate_series(timestamptz '2026-03-01T00:00Z',
                          '2026-03-20T23:59Z', '1 minute') due
                        """)
                .update();

        var tally = ledger.tally("a", at("2026-03-06T00:00:00Z"), at("2026-03-21T00:00:00Z"));

        long all = tally.stream().mapToLong(SlotTally::count).sum();
        // The one before may reach into it, had it been several.
        assertThat(all).isEqualTo(15 * 24 * 60 + 1);
        long failed =
                tally.stream()
                        .filter(it -> it.outcome() == TaskState.FAILED)
                        .mapToLong(SlotTally::count)
                        .sum();
        assertThat(failed).isEqualTo(15 * 24 * 60 / 100);
        assertThat(tally).allSatisfy(it -> assertThat(it.count()).isLessThanOrEqualTo(15));
    }

    @Test
    void rowThatBeganBeforeReachesIntoIt() {
        database.jdbc().sql("insert into schedule (name, version) values ('b', 1)").update();
        database.jdbc()
                .sql(
                        """
                        insert into slot (schedule, due, last_due, count, state, why) values
                          ('b', '2026-01-01T00:00Z', '2026-01-02T00:00Z', 9, 'MISSED', 'x'),
                          ('b', '2026-02-01T00:00Z', '2026-03-10T00:00Z', 50, 'PAUSED', 'x'),
                          ('b', '2026-03-10T00:05Z', '2026-03-10T00:06Z', 2, 'MISSED', 'x'),
                          ('b', '2026-03-10T00:07Z', '2026-03-10T00:07Z', 1, 'MISSED', 'y'),
                          ('b', '2026-03-30T00:00Z', '2026-03-30T00:00Z', 1, 'MISSED', 'x')
                        """)
                .update();

        var tally = ledger.tally("b", at("2026-03-06T00:00:00Z"), at("2026-03-21T00:00:00Z"));

        assertThat(tally)
                .extracting(SlotTally::state, SlotTally::count, SlotTally::lastDue)
                .containsExactly(
                        tuple(SlotState.PAUSED, 50, at("2026-03-10T00:00:00Z")),
                        tuple(SlotState.MISSED, 2, at("2026-03-10T00:06:00Z")),
                        tuple(SlotState.MISSED, 1, at("2026-03-10T00:07:00Z")));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
