package ai.openclaw.agent;

import ai.openclaw.base.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `PUT /agents/{name}` takes: the fields of an [AgentSpec], and those that a `GET` shows
/// besides, so that an answer can be changed and sent back.
///
/// @param name absent or that of the path
/// @param version absent, or the one that the caller has seen: another by now is a conflict
/// @param createdAt as `GET` shows it; means nothing here
/// @param pausedAt likewise
/// @param pausedBy likewise
record AgentRequest(
        @Nullable String name,
        @Nullable Integer version,
        @Nullable Instant createdAt,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable String description,
        @Nullable String image,
        @Nullable List<String> command,
        @Nullable String model,
        @Nullable List<String> models,
        @Nullable Set<ModelFeature> modelFeatures,
        @Nullable String systemPrompt,
        @Nullable Map<String, String> env,
        @Nullable List<String> secrets,
        @Nullable Network network,
        @Nullable List<String> allow,
        @Nullable Limits limits,
        @Nullable Duration timeout,
        @Nullable RetryPolicy retry,
        @Nullable Integer concurrency,
        @Nullable Integer warm,
        @Nullable Budget budget,
        @Nullable String runtime) {

    /// @throws InvalidRequest if it names another agent
    AgentSpec spec(String path) {
        if (name != null && !name.equals(path)) {
            throw InvalidRequest.of("name", "must be absent or the name in the path.");
        }
        return new AgentSpec(
                description,
                image,
                command,
                model,
                models,
                modelFeatures,
                systemPrompt,
                env,
                secrets,
                network,
                allow,
                limits,
                timeout,
                retry,
                concurrency,
                warm,
                budget,
                runtime);
    }
}
