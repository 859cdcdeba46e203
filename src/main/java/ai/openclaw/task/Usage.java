package ai.openclaw.task;

import java.math.BigDecimal;

/// What a task has used over all its attempts.
public record Usage(
        long inputTokens,
        long outputTokens,
        long cachedTokens,
        BigDecimal usd,
        double cpuSeconds,
        long peakMemoryBytes,
        long outputBytes) {

    public static final Usage NONE = new Usage(0, 0, 0, BigDecimal.ZERO, 0, 0, 0);
}
