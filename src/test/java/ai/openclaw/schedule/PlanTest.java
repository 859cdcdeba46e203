package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of due moments after a time in which nobody looked.
class PlanTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(1);

    @Test
    void onTimeItFires() {
        var plan = plan("0 * * * *", policy(OnMissed.SKIP), "2026-01-01T01:00:00.5Z");

        assertThat(plan.fires()).containsExactly(new Plan.Fire(at("2026-01-01T01:00:00Z"), false));
        assertThat(plan.runs()).isEmpty();
        assertThat(plan.next()).isEqualTo("2026-01-01T02:00:00Z");
    }

    @Test
    void minutesOfAbsenceAreSkippedOrMadeUpForOnceOrWholly() {
        String now = "2026-01-01T00:10:30Z";

        var skip = plan("* * * * *", policy(OnMissed.SKIP), now);
        assertThat(skip.fires()).containsExactly(new Plan.Fire(at("2026-01-01T00:10:00Z"), false));
        assertThat(missed(skip)).isEqualTo(9);

        // The tenth is on time, so there is nothing to make up for.
        var once = plan("* * * * *", policy(OnMissed.ONCE), now);
        assertThat(once.fires()).containsExactlyElementsOf(skip.fires());
        assertThat(missed(once)).isEqualTo(9);

        var all = plan("* * * * *", policy(OnMissed.ALL), now);
        assertThat(all.fires()).hasSize(6);
        assertThat(all.fires().getFirst().due()).isEqualTo("2026-01-01T00:05:00Z");
        assertThat(missed(all)).isEqualTo(4);
    }

    @Test
    void daysOfAbsenceOfADailyScheduleAreMadeUpForByOneRun() {
        String now = "2026-01-11T12:00:00Z";

        assertThat(plan("0 6 * * *", policy(OnMissed.SKIP), now).fires()).isEmpty();
        var once = plan("0 6 * * *", policy(OnMissed.ONCE), now);
        assertThat(once.fires()).containsExactly(new Plan.Fire(at("2026-01-11T06:00:00Z"), true));
        assertThat(missed(once)).isEqualTo(10);
        assertThat(plan("0 6 * * *", policy(OnMissed.ALL), now).fires()).hasSize(5);
    }

    @Test
    void deadlineEndsWhatIsMadeUpFor() {
        var policy = new Policy(OnMissed.ALL, 100, Duration.ofDays(3), null, null);

        var plan = plan("0 6 * * *", policy, "2026-01-11T12:00:00Z");

        assertThat(plan.fires()).extracting(Plan.Fire::due).hasSize(3);
        assertThat(plan.runs().getLast().why()).contains("missedDeadline");
        assertThat(missed(plan)).isEqualTo(8);
    }

    @Test
    void monthsOfASchedulePerSecondAreWorkedOffInPiecesThatLeaveNoMomentOut() {
        var now = START.plus(Duration.ofDays(2)).plusSeconds(600);
        for (var missed : OnMissed.values()) {
            var calendar = calendar("* * * * * *");
            Instant next = calendar.next(START);
            long decided = 0;
            var fired = new ArrayList<Plan.Fire>();
            while (next != null && !next.isAfter(now)) {
                var plan = Plan.of(calendar, policy(missed), next, null, now, GRACE);
                assertThat(plan.runs())
                        .allSatisfy(it -> assertThat(it.first()).isAfterOrEqualTo(START));
                decided += missed(plan);
                fired.addAll(plan.fires());
                next = plan.next();
            }
            long late = fired.stream().filter(Plan.Fire::late).count();
            assertThat(decided + fired.size()).isEqualTo(Duration.between(START, now).toSeconds());
            assertThat(late).isEqualTo(missed == OnMissed.ALL ? 5 : 0);
        }
    }

    @Test
    void pausedScheduleMakesOneRunOfWhatItLeavesOut() {
        var plan =
                Plan.of(
                        calendar("* * * * * *"),
                        policy(OnMissed.ALL),
                        START,
                        "Paused by ann.",
                        START.plusSeconds(3600),
                        GRACE);

        assertThat(plan.fires()).isEmpty();
        assertThat(plan.runs())
                .containsExactly(
                        new Plan.Run(
                                SlotState.PAUSED,
                                START,
                                START.plusSeconds(3600),
                                3601,
                                "Paused by ann."));
    }

    @Test
    void clockSetBackFiresNothingAgain() {
        var plan =
                Plan.of(
                        calendar("* * * * *"),
                        policy(OnMissed.ALL),
                        at("2026-01-01T05:00:00Z"),
                        null,
                        at("2026-01-01T03:00:00Z"),
                        GRACE);

        assertThat(plan).isEqualTo(new Plan(List.of(), List.of(), at("2026-01-01T05:00:00Z")));
    }

    @Test
    void jitterIsTheSameForTheSameMomentAndSpreadsSchedules() {
        var timing = timing("0 * * * *", Duration.ofMinutes(10));
        var fired = new ArrayList<Instant>();
        for (int i = 0; i < 200; i++) {
            var calendar = Calendar.of("job-" + i, timing, START);
            assertThat(calendar.firedAt(START)).isEqualTo(calendar.firedAt(START));
            fired.add(calendar.firedAt(START));
        }

        assertThat(fired).allSatisfy(it -> assertThat(it).isBetween(START, START.plusSeconds(600)));
        assertThat(fired.stream().filter(it -> it.isBefore(START.plusSeconds(300))).count())
                .isBetween(70L, 130L);
    }

    @Test
    void nothingIsDueBeforeTheStartOrFromTheEndOn() {
        var calendar =
                Calendar.of(
                        "a",
                        new Timing(
                                null,
                                null,
                                Duration.ofMinutes(10),
                                null,
                                null,
                                at("2026-01-01T01:05:00Z"),
                                at("2026-01-01T01:35:00Z")),
                        START);

        assertThat(calendar.next(START, 10))
                .containsExactly(
                        at("2026-01-01T01:05:00Z"),
                        at("2026-01-01T01:15:00Z"),
                        at("2026-01-01T01:25:00Z"));
    }

    private static long missed(Plan plan) {
        return plan.runs().stream()
                .filter(it -> it.state() == SlotState.MISSED)
                .mapToLong(Plan.Run::count)
                .sum();
    }

    private static Plan plan(String cron, Policy policy, String now) {
        var calendar = calendar(cron);
        var first = calendar.next(START);
        return Plan.of(calendar, policy, first == null ? START : first, null, at(now), GRACE);
    }

    private static Policy policy(OnMissed missed) {
        return new Policy(missed, 5, null, null, null);
    }

    private static Calendar calendar(String cron) {
        return Calendar.of("a", timing(cron, null), START);
    }

    private static Timing timing(String cron, @Nullable Duration jitter) {
        return new Timing(cron, null, null, null, jitter, null, null);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
