package ai.openclaw.dashboard;

import ai.openclaw.agent.Budget;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.RetryPolicy;
import ai.openclaw.base.BadJson;
import ai.openclaw.base.FieldError;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Json;
import ai.openclaw.schedule.ScheduleSpec;
import ai.openclaw.task.TaskRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a schedule may have and its form has no input for, as the API names it. In the form it is
/// one JSON object.
record MoreFields(
        @Nullable String description,
        @Nullable Integer missedLimit,
        @Nullable Duration missedDeadline,
        @Nullable List<String> command,
        @Nullable List<TaskRequest.File> files,
        @Nullable Map<String, String> env,
        @Nullable Map<String, String> labels,
        @Nullable Integer priority,
        @Nullable Duration queueTtl,
        @Nullable Duration timeout,
        @Nullable RetryPolicy retry,
        @Nullable Limits limits,
        @Nullable Budget budget,
        @Nullable String concurrencyKey,
        @Nullable String callbackUrl) {

    static final MoreFields NONE =
            new MoreFields(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null);

    /// Their names.
    static final Set<String> NAMES =
            Arrays.stream(MoreFields.class.getRecordComponents())
                    .map(it -> it.getName())
                    .collect(Collectors.toUnmodifiableSet());

    /// Stands before the names of fields in what [#parse] refuses.
    static final String PREFIX = "more.";

    private static final int LONGEST = 20_000;

    /// As a form sends it, of which the server takes 64 KB in all.
    private static final int LONGEST_SENT = 40_000;

    private static final JsonMapper JSON =
            Json.mapper()
                    .rebuild()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    static MoreFields of(ScheduleSpec spec) {
        var task = spec.task();
        return new MoreFields(
                spec.description(),
                spec.policy().missedLimit(),
                spec.policy().missedDeadline(),
                task.command(),
                task.files(),
                task.env(),
                task.labels(),
                task.priority(),
                task.queueTtl(),
                task.timeout(),
                task.retry(),
                task.limits(),
                task.budget(),
                task.concurrencyKey(),
                task.callbackUrl());
    }

    /// @throws InvalidRequest naming the field or the place in the text
    static MoreFields parse(String typed) {
        if (typed.isBlank()) {
            return NONE;
        }
        try {
            MoreFields read = JSON.readValue(typed, MoreFields.class);
            return read == null ? NONE : read;
        } catch (JacksonException e) {
            if (BadJson.explain(e) instanceof InvalidRequest invalid) {
                throw new InvalidRequest(
                        invalid.errors().stream()
                                .map(it -> new FieldError(PREFIX + it.field(), it.message()))
                                .toList());
            }
            throw InvalidRequest.of(PREFIX + "body", "It is nested too deeply, or too long.");
        }
    }

    /// What [#parse] reads; null if it is too long for a form.
    @Nullable String json() {
        var text = equals(NONE) ? "" : JSON.writeValueAsString(this);
        return text.length() > LONGEST
                        || URLEncoder.encode(text, StandardCharsets.UTF_8).length() > LONGEST_SENT
                ? null
                : text;
    }

    /// The task of these fields.
    TaskRequest task(@Nullable String agent, @Nullable String prompt) {
        return new TaskRequest(
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
                callbackUrl);
    }

    /// Without what may be secret.
    @Override
    public String toString() {
        return "MoreFields[]";
    }
}
