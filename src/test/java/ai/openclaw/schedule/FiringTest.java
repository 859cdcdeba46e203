package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.openclaw.base.PageRequest;
import ai.openclaw.task.Api;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.TaskState;
import ai.openclaw.task.Tasks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.StringNode;

/// Due moments, their tasks and the ledger.
@ScheduleSlice
class FiringTest {

    @Autowired Api api;
    @Autowired SettableTime time;
    @Autowired Play play;
    @Autowired Tasks tasks;
    @Autowired Schedules schedules;
    @Autowired ScheduleStore store;
    @Autowired Firing firing;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;

    @BeforeEach
    void monday() {
        time.at("2026-03-02T10:00:00Z");
    }

    @AfterEach
    void removeAll() {
        jdbc.sql("delete from schedule").update();
    }

    @Test
    void dueMomentMakesOneTaskHoweverOftenAnybodyLooks() {
        put("hourly", "'cron': '0 * * * *'");
        assertThat(play.look()).isEqualTo(Duration.ofSeconds(15));

        time.at("2026-03-02T11:00:00Z");
        play.look();
        play.look();

        var task = tasks.get(only("hourly"));
        assertThat(task.schedule()).isEqualTo("hourly");
        assertThat(slots("hourly"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.state()).isEqualTo(SlotState.FIRED);
                    assertThat(it.task()).isEqualTo(task.id());
                    assertThat(it.due()).isEqualTo("2026-03-02T11:00:00Z");
                });
    }

    @Test
    void templatesAreFilledWithTheSlotAndTheLastSuccess() {
        api.put(
                "/schedules/filled",
                """
                {"agent": "shell", "cron": "0 0 * * *", "zone": "Asia/Tokyo",
                 "prompt": "{{slot}} {{date}} [{{ lastSuccess.result }}] \\\\{{x}}",
                 "env": {"A": "{{lastSuccess.at}}"}}
                """);
        time.at("2026-03-02T15:00:00Z");
        play.look();
        var first = only("filled");
        assertThat(tasks.get(first).prompt()).isEqualTo("2026-03-02T15:00:00Z 2026-03-03 [] {{x}}");

        play.end(first, TaskState.SUCCEEDED, StringNode.valueOf("it said {{slot}} $1"));
        time.at("2026-03-03T15:00:00Z");
        play.look();

        var second = play.tasks("filled").getLast();
        assertThat(tasks.get(second).prompt()).contains("[it said {{slot}} $1]");
        assertThat(tasks.spec(second).env())
                .hasEntrySatisfying("A", it -> assertThat(it).isNotEmpty());
        assertThat(slots("filled").getLast().outcome()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void missedMomentsAreInTheLedgerAndMadeUpForAsThePolicySays() {
        put("once", "'cron': '0 6 * * *', 'onMissed': 'once'");
        put("all", "'cron': '0 6 * * *', 'onMissed': 'all', 'missedLimit': 3");
        put("skip", "'cron': '0 6 * * *', 'onMissed': 'skip'");

        time.at("2026-06-02T12:00:00Z");
        play.look();

        assertThat(play.tasks("once")).hasSize(1);
        assertThat(play.tasks("all")).hasSize(3);
        assertThat(play.tasks("all"))
                .allSatisfy(
                        it -> assertThat(tasks.get(it).concurrencyKey()).isEqualTo("schedule:all"));
        assertThat(play.tasks("skip")).isEmpty();
        assertThat(slots("all")).hasSize(4);
        var missed = slots("skip").getFirst();
        assertThat(missed.state()).isEqualTo(SlotState.MISSED);
        assertThat(missed.count()).isEqualTo(92);
        assertThat(missed.why()).contains("onMissed is skip");
        assertThat(play.told("skip")).containsExactly(ScheduleEvent.Kind.MISSED);
    }

    @Test
    void overlapIsSkippedQueuedOrReplaced() {
        put("skips", "'every': 'PT1M', 'onOverlap': 'skip'");
        put("queues", "'every': 'PT1M', 'onOverlap': 'queue'");
        put("replaces", "'every': 'PT1M', 'onOverlap': 'replace'");
        for (int minute = 0; minute < 3; minute++) {
            time.pass(Duration.ofMinutes(1));
            play.look();
        }

        assertThat(states("skips")).containsExactly(TaskState.QUEUED);
        assertThat(slots("skips"))
                .extracting(Slot::state, Slot::count)
                .containsExactly(tuple(SlotState.OVERLAPPED, 2), tuple(SlotState.FIRED, 1));
        assertThat(states("queues"))
                .containsExactly(TaskState.QUEUED, TaskState.QUEUED, TaskState.QUEUED);
        assertThat(tasks.get(play.tasks("queues").getFirst()).concurrencyKey())
                .isEqualTo("schedule:queues");
        assertThat(states("replaces"))
                .containsExactly(TaskState.CANCELLED, TaskState.CANCELLED, TaskState.QUEUED);

        play.end(only("skips"), TaskState.SUCCEEDED, null);
        time.pass(Duration.ofMinutes(1));
        play.look();
        assertThat(play.tasks("skips")).hasSize(2);
    }

    @Test
    void failuresInARowPauseItAndAreToldAndASuccessEndsTheRow() {
        put("fails", "'every': 'PT1M', 'disableAfterFailures': 2");
        for (var end : List.of(TaskState.FAILED, TaskState.SUCCEEDED, TaskState.FAILED)) {
            time.pass(Duration.ofMinutes(1));
            play.look();
            play.end(play.tasks("fails").getLast(), end, null);
        }
        play.look();
        assertThat(schedules.get("fails").failures()).isEqualTo(1);

        time.pass(Duration.ofMinutes(1));
        play.look();
        play.end(play.tasks("fails").getLast(), TaskState.FAILED, null);
        play.look();

        var paused = schedules.get("fails");
        assertThat(paused.pausedWhy()).startsWith("2 failures in a row");
        assertThat(play.told("fails"))
                .containsExactly(
                        ScheduleEvent.Kind.FAILED,
                        ScheduleEvent.Kind.FAILED,
                        ScheduleEvent.Kind.FAILED,
                        ScheduleEvent.Kind.PAUSED);
        assertThat(schedules.resume("fails", "ann").failures()).isZero();
    }

    @Test
    void taskThatIsRefusedIsMissedWithItsReasonAndHoldsNobodyUp() {
        api.put("/agents/leaving", "{\"command\": [\"true\"]}");
        api.put(
                "/schedules/orphan",
                "{\"agent\": \"leaving\", \"prompt\": \"x\", \"every\": \"PT1M\"}");
        put("other", "'every': 'PT1M'");
        api.delete("/agents/leaving");

        time.pass(Duration.ofMinutes(1));
        play.look();

        assertThat(slots("orphan"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.state()).isEqualTo(SlotState.MISSED);
                    assertThat(it.why()).contains("agent: There is no agent of this name.");
                });
        assertThat(play.tasks("other")).hasSize(1);
    }

    @Test
    void clockSetBackAndForwardNeitherDoublesNorLosesAMoment() {
        put("clock", "'cron': '0 * * * *', 'onMissed': 'skip', 'onOverlap': 'queue'");
        time.at("2026-03-02T12:00:00Z");
        play.look();
        time.at("2026-03-02T10:30:00Z");
        play.look();
        put(
                "clock",
                "'cron': '0 * * * *', 'onMissed': 'skip', 'onOverlap': 'queue', 'priority': 1");
        time.at("2026-03-02T12:00:01Z");
        play.look();
        time.at("2026-03-02T20:00:00Z");
        play.look();

        assertThat(play.tasks("clock")).hasSize(2);
        assertThat(slots("clock").stream().mapToInt(Slot::count).sum()).isEqualTo(10);
    }

    @Test
    void changeDecidesFirstWhatWasDueBefore() {
        put("changed", "'every': 'PT1M'");
        time.pass(Duration.ofMinutes(1));

        put("changed", "'every': 'PT1H'");

        assertThat(play.tasks("changed")).hasSize(1);
        assertThat(schedules.get("changed").nextDue()).isEqualTo("2026-03-02T11:00:00Z");
    }

    @Test
    void onceIsOnce() {
        put("single", "'at': '2026-03-02T10:05:00.123456Z'");
        time.at("2026-03-02T10:05:01Z");
        play.look();
        time.at("2026-03-02T11:00:00Z");
        play.look();

        assertThat(play.tasks("single")).hasSize(1);
        assertThat(schedules.get("single").nextDue()).isNull();
    }

    @Test
    void transactionThatEndsBetweenSlotAndTaskLeavesNeitherAndTheNextFiresIt() {
        put("torn", "'every': 'PT1M'");
        var now = time.pass(Duration.ofMinutes(1));
        var torn = new TransactionTemplate(transactions);
        assertThatThrownBy(() ->
                        torn.executeWithoutResult(_ -> {
                            firing.fire(store.lockDue(now, 10), now);
                            throw new IllegalStateException("killed");
                        }))
                .hasMessage("killed");
        assertThat(play.tasks("torn")).isEmpty();
        assertThat(slots("torn")).isEmpty();

        play.look();

        assertThat(play.tasks("torn")).hasSize(1);
        assertThat(slots("torn")).hasSize(1);
    }

    @Test
    void scheduleThatCannotBeFiredHoldsNobodyElseUp() {
        put("broken", "'every': 'PT1M'");
        put("sound", "'every': 'PT1M'");
        // A row of the ledger where the next one would go.
        jdbc.sql(
                        """
                        insert into slot (schedule, due, last_due, state, why)
                        values ('broken', '2026-03-02T10:01:00Z', now(), 'MISSED', 'x')
                        """)
                .update();

        time.pass(Duration.ofMinutes(1));
        play.look();

        assertThat(play.tasks("broken")).isEmpty();
        assertThat(play.tasks("sound")).hasSize(1);
        assertThat(schedules.get("broken").nextDue()).isEqualTo("2026-03-02T10:01:00Z");
    }

    private void put(String name, String fields) {
        var answer = api.put("/schedules/" + name, ScheduleApiTest.schedule(fields));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }

    private TaskId only(String schedule) {
        assertThat(play.tasks(schedule)).hasSize(1);
        return play.tasks(schedule).getFirst();
    }

    private List<TaskState> states(String schedule) {
        return play.tasks(schedule).stream().map(it -> tasks.get(it).state()).toList();
    }

    /// Newest first.
    private List<Slot> slots(String schedule) {
        return schedules.slots(schedule, PageRequest.of(null, null, 1)).items();
    }
}
