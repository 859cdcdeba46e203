package ai.openclaw.budget;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Page;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What model calls have used.
@RestController
@RequestMapping("/api/v1/usage")
class UsageController {

    private final ModelUsage usage;

    UsageController(ModelUsage usage) {
        this.usage = usage;
    }

    /// @param from absent: 30 days ago
    /// @param to absent: now
    /// @param by `agent`, `model`, `schedule` or `day`; absent: by day
    @GetMapping
    Page<ModelUsage.Sum> usage(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String by) {
        return new Page<>(usage.by(grouping(by), time("from", from), time("to", to)), null);
    }

    private static ModelUsage.By grouping(@Nullable String by) {
        return switch (by) {
            case null -> ModelUsage.By.DAY;
            case "agent" -> ModelUsage.By.AGENT;
            case "model" -> ModelUsage.By.MODEL;
            case "schedule" -> ModelUsage.By.SCHEDULE;
            case "day" -> ModelUsage.By.DAY;
            default -> throw InvalidRequest.of("by", "must be agent, model, schedule or day.");
        };
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw InvalidRequest.of(
                    field, "A time in UTC such as 2026-01-31T12:00:00Z (ISO 8601) is expected.");
        }
    }
}
