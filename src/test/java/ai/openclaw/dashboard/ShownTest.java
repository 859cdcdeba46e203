package ai.openclaw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.003S, 3 ms",
        "PT1.54S, 1.5 s",
        "PT48.2S, 48 s",
        "PT2M41S, 2 m 41 s",
        "PT1H3M9S, 1 h 03 m",
        "PT52H, 2 d 4 h",
        "PT-5S, 0 s"
    })
    void durationsReadAsPeopleSayThem(Duration time, String said) {
        assertThat(Shown.duration(time)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"PT3S, 3 s ago", "PT6M, 6 min ago", "PT3H, 3 h ago", "P2D, 2 d ago"})
    void pastTimesReadAsPeopleSayThem(Duration past, String said) {
        var now = Instant.parse("2030-01-31T12:00:00Z");
        assertThat(Shown.ago(now.minus(past), now)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"612, 612 B", "4198, 4.1 KiB", "1073741824, 1 GiB", "90112, 88 KiB"})
    void sizesReadAsPeopleSayThem(long bytes, String said) {
        assertThat(Shown.bytes(bytes)).isEqualTo(said);
    }
}
