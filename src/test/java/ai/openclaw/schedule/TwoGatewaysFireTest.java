package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.Agents;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.task.TaskEvent;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.worker.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/// Two whole gateways on one Postgres, by its own clock.
class TwoGatewaysFireTest {

    private static final int MANY = 10_000;
    private static final DateTimeFormatter CRON =
            DateTimeFormatter.ofPattern("s m H", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String ENQUEUED =
            """
            select count(*) from slot
            join task on task.id = slot.task and task.schedule = slot.schedule
            join attempt on attempt.task = task.id
            join jobrunr_jobs on trim(jobrunr_jobs.id) = attempt.id::text
            where slot.state = 'FIRED'
            """;

    @TempDir Path home;

    private final Database database = TestPostgres.freshDatabase();

    /// How many tasks of schedules a gateway has enqueued.
    private static final class Fired implements ApplicationListener<PayloadApplicationEvent<?>> {

        private final AtomicInteger tasks = new AtomicInteger();

        static Fired of(TestGateway gateway) {
            var fired = new Fired();
            gateway.context.addApplicationListener(fired);
            return fired;
        }

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
            switch (event.getPayload()) {
                case TaskEvent.Many many -> many.events().forEach(this::count);
                case TaskEvent one -> count(one);
                default -> {}
            }
        }

        private void count(TaskEvent event) {
            if (event.kind().equals("task.queued") && event.detail().containsKey("schedule")) {
                tasks.incrementAndGet();
            }
        }
    }

    @Test
    void tenThousandDueAtOnceFireOnceEachWithinTheMinute() {
        try (var one = new TestGateway(database, home.resolve("one"), 1);
                var two = new TestGateway(database, home.resolve("two"), 1)) {
            // What is fired is counted as it was enqueued.
            one.context.getBean(Agents.class).pause("shell", "test");
            var ofOne = Fired.of(one);
            var ofTwo = Fired.of(two);
            var due = databaseTime().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
            make(one.context.getBean(Schedules.class), CRON.format(due) + " * * *");
            assertThat(count("select count(distinct next_due) from schedule")).isEqualTo(1);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> count("select count(*) from slot") >= MANY);
            var done = databaseTime();

            assertThat(done).isBefore(due.plusSeconds(60));
            assertThat(count("select count(*) from slot where due = '" + due + "'"))
                    .isEqualTo(MANY);
            for (var rows : List.of("slot", "task", "attempt")) {
                assertThat(count("select count(*) from " + rows)).as(rows).isEqualTo(MANY);
            }
            assertThat(count(ENQUEUED)).isEqualTo(MANY);
            assertThat(ofOne.tasks.get() + ofTwo.tasks.get()).isEqualTo(MANY);
            assertThat(List.of(ofOne.tasks.get(), ofTwo.tasks.get())).doesNotContain(0);
        }
    }

    private void make(Schedules schedules, String cron) {
        var spec =
                new ScheduleSpec(
                        null,
                        new Timing(cron, null, null, null, null, null, null),
                        new Policy(null, null, null, null, null),
                        new TaskRequest(
                                "shell", "true", null, null, null, null, null, null, null, null,
                                null, null, null, null, null));
        var _ = schedules.put("many-0", spec, null, null, "test");
        database.jdbc()
                .sql(
                        """
                        with made as (
                          insert into schedule (name, version, next_due, fire_at)
                          select 'many-' || n, version, next_due, fire_at
                          from schedule, generate_series(1, :more) n where name = 'many-0'
                          returning name)
                        insert into schedule_version (schedule, version, spec, created_by)
                        select made.name, v.version, v.spec, v.created_by
                        from made, schedule_version v where v.schedule = 'many-0'
                        """)
                .param("more", MANY - 1)
                .update();
    }

    private Instant databaseTime() {
        return new DatabaseTime(database.jdbc()).instant();
    }

    private int count(String sql) {
        return database.jdbc().sql(sql).query(Integer.class).single();
    }
}
