package ai.openclaw.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final UUID a = UUID.randomUUID();
    private final UUID b = UUID.randomUUID();
    private final Silence silence = new Silence(Duration.ofSeconds(45));
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void nodeIsSilentWhenItsHeartbeatStoodStillThroughoutTheLimit() {
        for (int second = 0; second < 45; second += 5) {
            assertThat(silence.of(Map.of(a, NOON, b, NOON.plusSeconds(second)), now)).isEmpty();
            pass(5);
        }
        assertThat(silence.of(Map.of(a, NOON, b, NOON.plusSeconds(45)), now)).containsExactly(a);
    }

    @Test
    void oldHeartbeatAloneProvesNothing() {
        assertThat(silence.of(Map.of(a, NOON.minus(Duration.ofDays(3))), now)).isEmpty();
    }

    @Test
    void timeInWhichWeDidNotLookDoesNotCount() {
        for (int i = 0; i < 8; i++) {
            assertThat(silence.of(Map.of(a, NOON), now)).isEmpty();
            pass(5);
        }
        // The database was away, or this process slept.
        pass(60);
        assertThat(silence.of(Map.of(a, NOON), now)).isEmpty();
        for (int i = 0; i < 9; i++) {
            pass(5);
            assertThat(silence.of(Map.of(a, NOON), now).isEmpty()).isEqualTo(i < 8);
        }
    }

    @Test
    void clockThatJumpsBackIsASignOfLifeAsWell() {
        for (int i = 0; i < 30; i++) {
            assertThat(silence.of(Map.of(a, NOON.minusSeconds(i)), now)).isEmpty();
            pass(5);
        }
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
