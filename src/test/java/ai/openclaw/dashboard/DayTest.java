package ai.openclaw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.schedule.Policy;
import ai.openclaw.schedule.Schedule;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.SlotState;
import ai.openclaw.schedule.SlotTally;
import ai.openclaw.schedule.Timing;
import ai.openclaw.task.TaskRequest;
import ai.openclaw.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DayTest {

    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");

    @Test
    void slotsFallOnTheDayOfTheirZoneAndTheWorstColoursIt() {
        // Berlin's clocks are one hour ahead: a quarter to midnight there is 22:45 here.
        var days =
                days(
                        fired("2026-03-13T22:45:00Z", 15, TaskState.SUCCEEDED),
                        fired("2026-03-13T23:00:00Z", 10, TaskState.SUCCEEDED),
                        fired("2026-03-13T23:15:00Z", 2, TaskState.FAILED),
                        fired("2026-03-15T11:45:00Z", 1, null));

        assertThat(days).hasSize(21);
        assertThat(day(days, "2026-03-13").said()).isEqualTo("15 succeeded");
        assertThat(day(days, "2026-03-14").said()).isEqualTo("10 succeeded, 2 failed");
        assertThat(day(days, "2026-03-14").state()).isEqualTo("FAILED");
        assertThat(day(days, "2026-03-14").count()).isEqualTo("12");
        assertThat(day(days, "2026-03-15").said()).isEqualTo("1 under way");
        assertThat(day(days, "2026-03-15").today()).isTrue();
    }

    @Test
    void rowOfSeveralDaysIsSeenOnEachOfThem() {
        var days =
                days(
                        new SlotTally(
                                Instant.parse("2026-02-20T00:00:00Z"),
                                Instant.parse("2026-03-03T09:00:00Z"),
                                16_000,
                                SlotState.PAUSED,
                                null));

        assertThat(days.stream().filter(it -> it.said().equals("some paused")))
                .extracting(Day::date)
                .containsExactly("2026-03-01", "2026-03-02", "2026-03-03");
        assertThat(day(days, "2026-03-03").count()).isEmpty();
        assertThat(day(days, "2026-03-04").said()).isEqualTo("nothing");
    }

    @Test
    void momentsToComeAreCountedAsFarAsTheyAreKnown() {
        var coming =
                Stream.iterate(NOW.plusSeconds(60), it -> it.plusSeconds(60))
                        .limit(Day.MOST)
                        .toList();

        var days = Day.of(schedule(), List.of(), coming, NOW);

        assertThat(day(days, "2026-03-15").said()).isEqualTo("659 to come");
        assertThat(day(days, "2026-03-16").said()).isEqualTo("more than can be counted");
    }

    private static List<Day> days(SlotTally... slots) {
        return Day.of(schedule(), List.of(slots), List.of(), NOW);
    }

    private static Day day(List<Day> days, String date) {
        return days.stream().filter(it -> it.date().equals(date)).findFirst().orElseThrow();
    }

    private static SlotTally fired(String due, int count, @Nullable TaskState outcome) {
        var first = Instant.parse(due);
        return new SlotTally(
                first, first.plus(Duration.ofMinutes(count - 1L)), count, SlotState.FIRED, outcome);
    }

    private static Schedule schedule() {
        return new Schedule(
                "minutely",
                1,
                NOW.minus(Duration.ofDays(100)),
                null,
                null,
                null,
                0,
                null,
                null,
                NOW,
                new ScheduleSpec(
                        null,
                        new Timing("* * * * *", "Europe/Berlin", null, null, null, null, null),
                        new Policy(null, null, null, null, null),
                        new TaskRequest(
                                "shell", "true", null, null, null, null, null, null, null, null,
                                null, null, null, null, null)));
    }
}
