package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.schedule.Mortality.Killed;
import ai.openclaw.schedule.Mortality.When;
import ai.openclaw.task.Api;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A gateway that is killed at each step of a firing in turn: the next one finds every due moment
/// once, with its task.
@ScheduleSlice
@Import(KilledFiringTest.Parts.class)
class KilledFiringTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        static Mortality mortality() {
            return new Mortality();
        }
    }

    @Autowired Api api;
    @Autowired SettableTime time;
    @Autowired Play play;
    @Autowired JdbcClient jdbc;
    @Autowired Mortality mortality;

    @AfterEach
    void removeAll() {
        mortality.start();
        jdbc.sql("delete from slot").update();
        jdbc.sql("delete from schedule").update();
    }

    @ParameterizedTest
    @EnumSource
    void noSlotIsLostOrDoubledAtWhateverStepItDies(When when) {
        time.at("2026-03-02T10:30:00Z");
        // Tasks of the other round are still there.
        var names =
                Stream.of("one", "two", "three")
                        .map(it -> it + "-" + when.name().toLowerCase(Locale.ROOT))
                        .toList();
        for (String name : names) {
            api.put(
                    "/schedules/" + name,
                    ScheduleApiTest.schedule("'cron': '0 * * * *', 'onOverlap': 'queue'"));
        }
        int fired = 0;
        int deaths = 0;
        boolean died = true;
        while (died) {
            time.pass(Duration.ofHours(1));
            fired++;
            died = diesAt(deaths + 1, when);
            mortality.start();
            play.look();
            for (String name : names) {
                assertOnce(name, fired, "killed " + when + " step " + (deaths + 1));
            }
            deaths += died ? 1 : 0;
        }
        // Locking, what still runs, task, attempt, ledger, next due moment, commit: at least.
        assertThat(deaths).isGreaterThanOrEqualTo(8);
    }

    /// What the test would say if slot and task were not written together.
    @Test
    void aGatewayThatCommitsBetweenSlotAndTaskWouldBeSeen() {
        time.at("2026-03-02T10:30:00Z");
        api.put("/schedules/planted", ScheduleApiTest.schedule("'cron': '0 * * * *'"));
        jdbc.sql(
                        """
                        insert into slot (schedule, due, last_due, count, state, task)
                        values ('planted', '2026-03-02T11:00:00Z', '2026-03-02T11:00:00Z', 1, 'FIRED',
                          gen_random_uuid())
                        """)
                .update();

        assertThatThrownBy(() -> assertOnce("planted", 1, "planted"))
                .isInstanceOf(AssertionError.class);
    }

    private boolean diesAt(int step, When when) {
        mortality.dieAt(step, when);
        try {
            play.look();
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private void assertOnce(String name, int times, String when) {
        assertThat(count("select count(*) from slot where schedule = ?", name))
                .as("slots of %s, %s", name, when)
                .isEqualTo(times);
        assertThat(
                        count(
                                """
                                select count(*) from slot s
                                join task t on t.id = s.task and t.schedule = s.schedule
                                join attempt a on a.task = t.id and a.number = 1
                                where s.schedule = ? and s.state = 'FIRED' and s.count = 1
                                """,
                                name))
                .as("slots of %s with a task, %s", name, when)
                .isEqualTo(times);
        assertThat(count("select count(*) from task where schedule = ?", name))
                .as("tasks of %s, %s", name, when)
                .isEqualTo(times);
    }

    private int count(String sql, String name) {
        return jdbc.sql(sql).param(name).query(Integer.class).single();
    }
}
