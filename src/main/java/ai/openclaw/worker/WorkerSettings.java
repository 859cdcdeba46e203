package ai.openclaw.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How attempts are ended.
///
/// @param stopGrace `OPENCLAW_TASKS_STOPGRACE`: what a program gets between SIGTERM and SIGKILL
///   when it is cancelled or out of time; zero is SIGKILL at once
/// @param outputCeiling `OPENCLAW_TASKS_OUTPUTCEILING`: after how many times its limit of output,
///   most of which is not kept, a program is stopped; at least 1
@ConfigurationProperties("openclaw.tasks")
record WorkerSettings(
        @DefaultValue("PT5S") Duration stopGrace, @DefaultValue("128") int outputCeiling) {

    WorkerSettings {
        if (stopGrace.isNegative() || stopGrace.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "OPENCLAW_TASKS_STOPGRACE must be between PT0S and PT5M, not " + stopGrace);
        }
        if (outputCeiling < 1) {
            throw new IllegalArgumentException(
                    "OPENCLAW_TASKS_OUTPUTCEILING must be at least 1, not " + outputCeiling);
        }
    }

    /// Bytes after which a program with this limit is stopped.
    long ceiling(long limit) {
        return limit > Long.MAX_VALUE / outputCeiling ? Long.MAX_VALUE : limit * outputCeiling;
    }
}
