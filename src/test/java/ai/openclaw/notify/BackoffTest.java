package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Instant HAPPENED = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void pausesDoubleUpToTwoHoursForADay() {
        for (double random : new double[] {0, 0.5, 1}) {
            var pauses = new ArrayList<Duration>();
            var now = HAPPENED;
            for (var pause = pause(1, null, now, random);
                    pause != null;
                    pause = pause(pauses.size() + 1, null, now, random)) {
                pauses.add(pause);
                now = now.plus(pause);
            }
            assertThat(pauses.getFirst()).isBetween(seconds(2), seconds(5));
            assertThat(pauses).isSorted().hasSizeBetween(20, 40);
            assertThat(pauses.getLast()).isLessThanOrEqualTo(Duration.ofHours(2));
            assertThat(Duration.between(HAPPENED, now))
                    .isBetween(Duration.ofHours(22), Duration.ofDays(1));
        }
    }

    @Test
    void receiverMayAskForMoreTimeWithinReason() {
        assertThat(pause(1, seconds(600), HAPPENED, 0)).isEqualTo(seconds(600));
        assertThat(pause(1, seconds(1), HAPPENED, 0)).isEqualTo(seconds(5));
        assertThat(Objects.requireNonNull(pause(1, Duration.ofDays(9), HAPPENED, 0)))
                .isEqualTo(Duration.ofHours(2));
    }

    private static @Nullable Duration pause(
            int attempts, @Nullable Duration asked, Instant now, double random) {
        return Backoff.pause(attempts, asked, HAPPENED, now, random);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
