package ai.openclaw.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.Agents;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two whole gateways on one database, and ten thousand schedules that are due in one minute.
class TwoGatewaysFireTest {

    private static final int MANY = 10_000;

    @TempDir Path home;

    private final Database database = TestPostgres.freshDatabase();

    @Test
    void eachOfTenThousandFiresOnceWithinTheMinute() {
        try (var first = new TestGateway(database, home.resolve("1"), 2);
                var second = new TestGateway(database, home.resolve("2"), 2)) {
            // Firing is looked at, not running.
            first.context.getBean(Agents.class).pause("shell", "test");
            assertThat(second.context.isRunning()).isTrue();
            make();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> count("select count(*) from slot") >= MANY);

            assertThat(count("select count(*) from slot where state = 'FIRED' and count = 1"))
                    .isEqualTo(MANY);
            assertThat(count("select count(distinct schedule) from slot")).isEqualTo(MANY);
            assertThat(count("select count(distinct task) from slot")).isEqualTo(MANY);
            assertThat(count("select count(*) from task where schedule is not null"))
                    .isEqualTo(MANY);
            assertThat(count("select count(*) from attempt where state = 'QUEUED'"))
                    .isEqualTo(MANY);
            assertThat(count("select count(*) from slot where at > due + interval '60 seconds'"))
                    .as("fired later than a minute")
                    .isZero();
        }
    }

    /// All at one moment, which is the hardest minute.
    private void make() {
        database.jdbc()
                .sql(
                        """
                        with made as (
                          insert into schedule (name, version, next_due, fire_at)
                          select 'many-' || n, 1, due, due from generate_series(1, :many) n,
                            date_trunc('milliseconds', now() + interval '3 seconds') due
                          returning name, next_due)
                        insert into schedule_version (schedule, version, spec, created_by)
                        select name, 1, jsonb_build_object(
                          'timing', jsonb_build_object('at', next_due), 'policy', '{}'::jsonb,
                          'task', jsonb_build_object('agent', 'shell', 'prompt', 'true')), 'test'
                        from made
                        """)
                .param("many", MANY)
                .update();
    }

    private int count(String sql) {
        return database.jdbc().sql(sql).query(Integer.class).single();
    }
}
