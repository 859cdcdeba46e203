package ai.openclaw.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Crons against a scan of every minute that asks java.time alone, and what faults say.
class CronTest {

    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

    /// What a cron says, written once more in Java.
    record Case(String cron, boolean anyHour, Predicate<LocalDateTime> says) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("30 2 * * *", false, t -> t.getHour() == 2 && t.getMinute() == 30),
                    new Case("*/15 * * * *", true, t -> t.getMinute() % 15 == 0),
                    new Case("5 * * * *", true, t -> t.getMinute() == 5),
                    new Case(
                            "*/20 0-3 * * *",
                            false,
                            t -> t.getMinute() % 20 == 0 && t.getHour() <= 3),
                    new Case(
                            "0 */2 * * SUN",
                            false,
                            t ->
                                    t.getMinute() == 0
                                            && t.getHour() % 2 == 0
                                            && t.getDayOfWeek().getValue() == 7),
                    new Case(
                            "59 1 13 * FRI",
                            false,
                            t ->
                                    t.getMinute() == 59
                                            && t.getHour() == 1
                                            && (t.getDayOfMonth() == 13
                                                    || t.getDayOfWeek().getValue() == 5)));

    /// Lord Howe changes by half an hour; Cairo at midnight.
    static Stream<Arguments> zonesAndCrons() {
        return Stream.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Africa/Cairo",
                        "America/Santiago")
                .flatMap(zone -> CASES.stream().map(it -> Arguments.of(zone, it)));
    }

    @ParameterizedTest
    @MethodSource("zonesAndCrons")
    void twoYearsOfClockChangesAreAsAScanOfEveryMinuteSays(String zone, Case it) throws Exception {
        var rhythm = new CronRhythm(Cron.parse(it.cron()), ZoneId.of(zone));
        var found = new ArrayList<Instant>();
        for (var next = rhythm.next(FROM.minusNanos(1));
                next != null && next.isBefore(TO);
                next = rhythm.next(next)) {
            found.add(next);
        }

        assertThat(found).isEqualTo(scan(ZoneId.of(zone), it));
    }

    private static List<Instant> scan(ZoneId zone, Case it) {
        var rules = zone.getRules();
        var gaps = new HashMap<Instant, ZoneOffsetTransition>();
        for (var change = rules.nextTransition(FROM);
                change != null && change.getInstant().isBefore(TO);
                change = rules.nextTransition(change.getInstant())) {
            if (change.isGap()) {
                gaps.put(change.getInstant(), change);
            }
        }
        assertThat(gaps).hasSize(2);
        var expected = new ArrayList<Instant>();
        for (var minute = FROM; minute.isBefore(TO); minute = minute.plusSeconds(60)) {
            var offset = rules.getOffset(minute);
            var reading = LocalDateTime.ofInstant(minute, offset);
            boolean due = it.says().test(reading);
            if (due && !it.anyHour()) {
                // The first offset that is valid for a reading is that of the first time it comes.
                due = rules.getValidOffsets(reading).getFirst().equals(offset);
            }
            var gap = gaps.get(minute);
            if (due || (gap != null && !it.anyHour() && leftOut(gap, it))) {
                expected.add(minute);
            }
        }
        return expected;
    }

    private static boolean leftOut(ZoneOffsetTransition gap, Case it) {
        return Stream.iterate(
                        gap.getDateTimeBefore(),
                        time -> time.isBefore(gap.getDateTimeAfter()),
                        time -> time.plusMinutes(1))
                .anyMatch(it.says());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 L * *            | 2026-01-31T00:00",
                "0 0 * * FRI#2        | 2026-01-09T00:00",
                "0 0 * * 5L           | 2026-01-30T00:00",
                "0 0 15W * *          | 2026-01-15T00:00",
                "0 0 LW * *           | 2026-01-30T00:00",
                "0 0 29 2 *           | 2028-02-29T00:00",
                "30 9 * JUN MON-FRI   | 2026-06-01T09:30",
                "10 0 0 * * *         | 2026-01-01T00:00:10",
                "@daily               | 2026-01-02T00:00",
                "0 0 * * 0            | 2026-01-04T00:00",
                "0 0 * * 7            | 2026-01-04T00:00",
            })
    void namesAndSpecialDaysAreUnderstood(String cron, LocalDateTime expected) throws Exception {
        assertThat(Cron.parse(cron).next(LocalDateTime.of(2026, 1, 1, 0, 0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 * * * *        | position 1: \"61\" in the field minutes",
                "0 25 * * *        | position 3: \"25\" in the field hours",
                "0 1,2,x * * *     | position 7: \"x\" in the field hours",
                "0 0 32 * *        | position 5: \"32\" in the field day of the month",
                "0 0 * FOO *       | position 7: \"FOO\" in the field month",
                "0 0 * * MON,FUN   | position 13: \"FUN\" in the field day of the week",
                "*/0 * * * *       | position 1: \"*/0\" in the field minutes",
                "1,, * * * *       | position 3: \"\" in the field minutes",
                "99999999999 * * * * | position 1",
                "* * * *           | has 4 fields",
                "* * * * * * *     | has 7 fields",
                "0 0 31 2 *        | a date that never comes",
            })
    void faultIsToldWithItsPlaceAndTheCure(String cron, String said) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(Cron.Fault.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *        | every 15 minutes",
                "* * * * *           | every minute",
                "*/7 * * * *         | every 7th minute of the hour",
                "0 * * * *           | at minute 0 of every hour",
                "30 9,17 * * MON-FRI | at 09:30 and 17:30, on Monday to Friday",
                "0 0 L * *           | at 00:00, on the last day of the month",
                "0 6 1,15 JAN *      | at 06:00, on day 1 and day 15, in January",
                "0 6 13 * FRI        | at 06:00, on day 13 or on Friday",
                "*/10 9-17 * * *     | every 10 minutes, at hours 9 to 17",
                "0 8 * * FRI#2       | at 08:00, on the 2nd Friday of the month",
                "*/5 * * * * *       | every 5 seconds",
            })
    void cronIsToldInWords(String cron, String words) throws Exception {
        assertThat(Cron.parse(cron).words()).isEqualTo(words);
    }

    @Test
    void wordsAreFoundForAnythingThatIsACron() throws Exception {
        for (String cron :
                List.of("0 0 L-3 * ?", "1-5/2 */3 10W 1/2 *", "0 0 ? * 5L", "1 2 3 4 5")) {
            assertThat(Cron.parse(cron).words()).isNotBlank();
        }
    }
}
