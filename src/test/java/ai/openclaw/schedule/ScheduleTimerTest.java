package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.Notifications;
import ai.openclaw.task.Api;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The timers of two gateways on one database.
@ScheduleSlice
class ScheduleTimerTest {

    private static final int MANY = 10_000;

    @Autowired Api api;
    @Autowired SettableTime time;
    @Autowired Tick tick;
    @Autowired Notifications notifications;
    @Autowired JdbcClient jdbc;

    private final ArrayList<ScheduleTimer> timers = new ArrayList<>();

    @BeforeEach
    void monday() {
        time.at("2026-03-02T10:00:00Z");
    }

    @AfterEach
    void stop() {
        timers.forEach(ScheduleTimer::stop);
        jdbc.sql("delete from schedule").update();
    }

    @Test
    void tenThousandDueAtOnceAreFiredOnceEachWithinTheMinute() {
        api.put("/schedules/pattern", ScheduleApiTest.schedule("'cron': '0 12 * * *'"));
        copies();
        time.at("2026-03-02T12:00:00Z");

        startTimers();

        // Of the settable time none passes, so nothing of it can be late: the wait is the limit.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> count("select count(*) from slot") == MANY + 1);
        assertThat(count("select count(*) from slot where state = 'FIRED'")).isEqualTo(MANY + 1);
        assertThat(count("select count(distinct task) from slot")).isEqualTo(MANY + 1);
        assertThat(count("select count(*) from task join slot on slot.task = task.id"))
                .isEqualTo(MANY + 1);
        assertThat(count("select count(*) from task where schedule like 'many-%'")).isEqualTo(MANY);
    }

    @Test
    void changeAndEndingWakeTheTimers() {
        startTimers();
        api.put("/schedules/woken", ScheduleApiTest.schedule("'every': 'PT1M'"));
        time.pass(Duration.ofMinutes(1));

        // Anything about any schedule makes them look.
        api.put("/schedules/other", ScheduleApiTest.schedule("'cron': '0 0 1 1 *'"));

        Awaitility.await().until(() -> count("select count(*) from slot") == 1);
    }

    private void startTimers() {
        for (int i = 0; i < 2; i++) {
            var timer = new ScheduleTimer(tick, notifications);
            timers.add(timer);
            timer.start();
        }
    }

    private void copies() {
        jdbc.sql(
                        """
                        with made as (
                          insert into schedule (name, version, next_due, fire_at)
                          select 'many-' || n, 1, next_due, fire_at
                          from schedule, generate_series(1, :many) n where name = 'pattern'
                          returning name)
                        insert into schedule_version (schedule, version, spec, created_by)
                        select made.name, 1, v.spec, 'test'
                        from made, schedule_version v where v.schedule = 'pattern'
                        """)
                .param("many", MANY)
                .update();
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
