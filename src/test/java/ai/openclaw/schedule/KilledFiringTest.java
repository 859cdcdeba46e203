package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres.Database;
import ai.openclaw.queue.TestEnqueuer;
import ai.openclaw.schedule.Mortality.Moment;
import ai.openclaw.task.Api;
import ai.openclaw.task.Enqueuer;
import ai.openclaw.task.TaskState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A gateway that is killed while it fires, at each step in turn, with real jobs: whatever it had
/// done by then, a slot and its task are there together or not at all, and in the end the ledger
/// and the queue are as if nobody had died.
@ScheduleSlice
@Import(KilledFiringTest.Parts.class)
class KilledFiringTest {

    @Autowired Api api;
    @Autowired SettableTime time;
    @Autowired Play play;
    @Autowired Mortality mortality;
    @Autowired JdbcClient jdbc;

    static class Parts {

        @Bean
        @Primary
        Mortality mortality(Database database) {
            return new Mortality(database);
        }

        @Bean
        @Primary
        Enqueuer jobs(Mortality dataSource) {
            return TestEnqueuer.of(dataSource);
        }
    }

    @Test
    void gatewayKilledAtAnyStepOfAFiringLosesAndDoublesNothing() {
        furnish("whole");
        var steps = mortality.live(play::look);
        // What it cancelled is counted by the next look.
        play.look();
        var expected = state("whole");
        assertThat(steps)
                .anyMatch(it -> it.contains("insert into slot"))
                .anyMatch(it -> it.contains("insert into task "))
                .anyMatch(it -> it.contains("insert into attempt"))
                .anyMatch(it -> it.contains("jobrunr_jobs"))
                .anyMatch(it -> it.contains("update schedule set next_due"))
                .anyMatch(it -> it.contains("delete from schedule_ending"))
                .filteredOn("commit"::equals)
                .hasSizeGreaterThan(1);
        assertThat(expected).anyMatch(it -> it.containsValue("FIRED"));
        clear();

        for (int i = 0; i < steps.size(); i++) {
            for (var moment : Moment.values()) {
                var prefix = "k" + i + (moment == Moment.BEFORE ? "b" : "a");
                var where = "killed %s step %d, %s".formatted(moment, i, steps.get(i));
                furnish(prefix);

                mortality.die(i, moment, play::look);

                assertThat(torn(prefix)).as(where).isEmpty();
                play.look();
                play.look();
                assertThat(torn(prefix)).as(where).isEmpty();
                assertThat(state(prefix)).as(where).isEqualTo(expected);
                clear();
            }
        }
    }

    /// Schedules of every policy in the middle of their lives: with a task in the way, one that has
    /// just failed, an agent that is gone, moments that were missed.
    private void furnish(String prefix) {
        time.at("2026-03-02T10:00:00Z");
        api.put("/agents/leaving", "{\"command\": [\"true\"]}");
        put(prefix + "-skips", "'onOverlap': 'skip'");
        put(prefix + "-queues", "'onOverlap': 'queue', 'onMissed': 'all'");
        put(prefix + "-replaces", "'onOverlap': 'replace'");
        put(prefix + "-ended", "'onOverlap': 'skip'");
        put(prefix + "-fails", "'disableAfterFailures': 1");
        put(prefix + "-orphan", "'agent': 'leaving', 'disableAfterFailures': 1");
        time.at("2026-03-02T10:01:00Z");
        play.look();
        play.end(play.tasks(prefix + "-ended").getFirst(), TaskState.SUCCEEDED, null);
        play.end(play.tasks(prefix + "-fails").getFirst(), TaskState.FAILED, null);
        play.end(play.tasks(prefix + "-orphan").getFirst(), TaskState.SUCCEEDED, null);
        api.delete("/agents/leaving");
        time.at("2026-03-02T10:05:00Z");
    }

    private void put(String name, String fields) {
        var agent = fields.contains("'agent'") ? "" : "'agent': 'shell', ";
        var json = "{'prompt': 'true', 'every': 'PT1M', " + agent + fields + "}";
        var answer = api.put("/schedules/" + name, json.replace('\'', '"'));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }

    private void clear() {
        jdbc.sql("delete from schedule").update();
    }

    /// Slots without their task, tasks without their slot, their attempt or its job.
    private List<Map<String, @Nullable Object>> torn(String prefix) {
        return jdbc.sql(
                        """
                        select s.schedule as slot, s.due, t.schedule as task, t.state,
                          a.id as attempt, j.id as job
                        from (select * from slot
                          where schedule like :mine and state = 'FIRED') s
                        full join (select * from task where schedule like :mine) t
                          on t.id = s.task and t.schedule = s.schedule
                        left join attempt a on a.task = t.id
                        left join jobrunr_jobs j on trim(j.id) = a.id::text
                        where s.task is null or t.id is null or a.id is null
                          or a.state = 'QUEUED' and j.id is null
                        """)
                .param("mine", prefix + "-%")
                .query()
                .listOfRows();
    }

    /// All that is to be the same in the end, whoever died.
    private List<Map<String, @Nullable Object>> state(String prefix) {
        return jdbc.sql(
                        """
                        select split_part(s.name, '-', 2) as schedule, s.next_due, s.failures,
                          s.paused_at is null as active, l.due, l.last_due, l.count,
                          l.state as slot, l.outcome, t.state as task,
                          (select count(*) from attempt a where a.task = t.id) as attempts,
                          (select count(*) from attempt a
                            join jobrunr_jobs j on trim(j.id) = a.id::text
                            where a.task = t.id) as jobs,
                          (select count(*) from task where schedule = s.name) as tasks
                        from schedule s
                        left join slot l on l.schedule = s.name
                        left join task t on t.id = l.task
                        where s.name like :mine
                        order by s.name, l.due
                        """)
                .param("mine", prefix + "-%")
                .query()
                .listOfRows();
    }
}
