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

    /// What both used together; of the peaks, the higher.
    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                cachedTokens + other.cachedTokens,
                usd.add(other.usd),
                cpuSeconds + other.cpuSeconds,
                Math.max(peakMemoryBytes, other.peakMemoryBytes),
                outputBytes + other.outputBytes);
    }
}
