package ai.openclaw.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param grace `OPENCLAW_SCHEDULES_GRACE`: what could not be fired within it was missed
@ConfigurationProperties("openclaw.schedules")
record ScheduleSettings(@DefaultValue("PT1M") Duration grace) {

    ScheduleSettings {
        if (grace.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "OPENCLAW_SCHEDULES_GRACE must be at least PT1S, not " + grace);
        }
    }
}
