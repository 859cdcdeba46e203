package ai.openclaw.schedule;

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

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
