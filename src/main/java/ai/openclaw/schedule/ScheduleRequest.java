package ai.openclaw.schedule;

import ai.openclaw.agent.Budget;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.RetryPolicy;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What `PUT /schedules/{name}` takes: the fields of a [ScheduleSpec], flat, and those that a `GET`
/// shows besides, so that an answer can be changed and sent back.
///
/// @param name absent or that of the path
/// @param version absent, or the one that the caller has seen: another by now is a conflict
/// @param paused true pauses, false resumes, absent leaves it as it is
/// @param createdAt as `GET` shows it, like all that follow `callbackUrl`; means nothing here
record ScheduleRequest(
        @Nullable String name,
        @Nullable Integer version,
        @Nullable String description,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable Duration every,
        @Nullable Instant at,
        @Nullable Duration jitter,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        @Nullable OnMissed onMissed,
        @Nullable Integer missedLimit,
        @Nullable Duration missedDeadline,
        @Nullable OnOverlap onOverlap,
        @Nullable Integer disableAfterFailures,
        @Nullable Boolean paused,
        @Nullable String agent,
        @Nullable String prompt,
        @Nullable List<String> command,
        @Nullable List<TaskRequest.File> files,
        @Nullable Map<String, String> env,
        @Nullable Map<String, String> labels,
        @Nullable Integer priority,
        @Nullable Instant runAt,
        @Nullable Duration queueTtl,
        @Nullable Duration timeout,
        @Nullable RetryPolicy retry,
        @Nullable Limits limits,
        @Nullable Budget budget,
        @Nullable String concurrencyKey,
        @Nullable String callbackUrl,
        @Nullable Instant createdAt,
        @Nullable String words,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable String pausedWhy,
        @Nullable Integer failures,
        @Nullable Instant lastSuccessAt,
        @Nullable JsonNode lastSuccessResult,
        @Nullable Instant nextDue) {

    /// @throws InvalidRequest if it names another schedule
    ScheduleSpec spec(String path) {
        if (name != null && !name.equals(path)) {
            throw InvalidRequest.of("name", "must be absent or the name in the path.");
        }
        return spec();
    }

    ScheduleSpec spec() {
        if (runAt != null) {
            throw InvalidRequest.of("runAt", "is for single tasks; a schedule takes at, once.");
        }
        return new ScheduleSpec(
                description,
                new Timing(cron, zone, every, at, jitter, startAt, endAt),
                new Policy(onMissed, missedLimit, missedDeadline, onOverlap, disableAfterFailures),
                new TaskRequest(
                        agent,
                        prompt,
                        command,
                        files,
                        env,
                        labels,
                        priority,
                        null,
                        queueTtl,
                        timeout,
                        retry,
                        limits,
                        budget,
                        concurrencyKey,
                        callbackUrl));
    }
}
