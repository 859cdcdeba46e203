package ai.openclaw.retention;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long things are kept: ISO 8601 durations of an hour or more; `0` or nothing keeps them for
/// ever.
///
/// @param every how long between two runs
@ConfigurationProperties("openclaw.retention")
record RetentionSettings(
        @DefaultValue("P30D") String logs,
        @DefaultValue("P30D") String artifacts,
        @DefaultValue("P90D") String tasks,
        @DefaultValue("P30D") String receipts,
        @DefaultValue("P365D") String audit,
        @DefaultValue("P14D") String images,
        @DefaultValue("P365D") String slots,
        @DefaultValue("P30D") String deliveries,
        @DefaultValue("P400D") String calls,
        @DefaultValue("PT10M") Duration every) {

    RetentionSettings {
        for (String value :
                new String[] {
                    logs, artifacts, tasks, receipts, audit, images, slots, deliveries, calls
                }) {
            var _ = duration(value);
        }
    }

    /// @return null for ever
    @Nullable Duration keep(String kind) {
        return switch (kind) {
            case "logs" -> duration(logs);
            case "artifacts" -> duration(artifacts);
            case "tasks" -> duration(tasks);
            case "receipts" -> duration(receipts);
            case "audit" -> duration(audit);
            case "images" -> duration(images);
            case "slots" -> duration(slots);
            case "deliveries" -> duration(deliveries);
            case "calls" -> duration(calls);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// A slip of the pen must not empty the house.
    private static @Nullable Duration duration(String value) {
        if (value.isBlank() || value.equals("0")) {
            return null;
        }
        try {
            var duration = Duration.parse(value);
            if (duration.isZero()) {
                return null;
            }
            if (duration.compareTo(Duration.ofHours(1)) >= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "OPENCLAW_RETENTION_… must be a duration of an hour or more such as P30D, or 0 to"
                        + " keep things for ever, not \""
                        + value
                        + "\"");
    }
}
