package ai.openclaw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.schedule.Policy;
import ai.openclaw.schedule.Schedule;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.schedule.Slot;
import ai.openclaw.schedule.SlotState;
import ai.openclaw.schedule.Timing;
import ai.openclaw.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleRowTest {

    private static final Instant DUE = Instant.parse("2026-03-15T12:00:00Z");

    @Test
    void lateIsWhatDidNotFireInAMinuteAfterItWasTo() {
        assertThat(mark(null, DUE.plusSeconds(60))).isNull();
        assertThat(mark(null, DUE.plusSeconds(61))).isEqualTo("late");
    }

    @Test
    void whatJitterHoldsBackIsNotLate() {
        var jitter = Duration.ofHours(3);
        var fire = Objects.requireNonNull(schedule(jitter).nextFire());
        assertThat(fire).isAfter(DUE.plus(Duration.ofMinutes(5)));

        assertThat(mark(jitter, fire.minusSeconds(1))).isNull();
        assertThat(mark(jitter, fire.plusSeconds(61))).isEqualTo("late");
    }

    @Test
    void missedIsWhoseNewestMomentWas() {
        var missed = new Slot("hourly", DUE, DUE, 1, SlotState.MISSED, "x", null, null, DUE);

        assertThat(ScheduleRow.of(schedule(null), List.of(missed), DUE).mark()).isEqualTo("missed");
    }

    private static @Nullable String mark(@Nullable Duration jitter, Instant now) {
        return ScheduleRow.of(schedule(jitter), List.of(), now).mark();
    }

    private static Schedule schedule(@Nullable Duration jitter) {
        return new Schedule(
                "hourly",
                1,
                DUE.minus(Duration.ofDays(100)),
                null,
                null,
                null,
                0,
                null,
                null,
                DUE,
                new ScheduleSpec(
                        null,
                        new Timing("0 * * * *", null, null, null, jitter, null, null),
                        new Policy(null, null, null, null, null),
                        new TaskRequest(
                                "shell", "true", null, null, null, null, null, null, null, null,
                                null, null, null, null, null)));
    }
}
