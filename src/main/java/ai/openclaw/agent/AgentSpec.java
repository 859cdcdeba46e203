package ai.openclaw.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an agent is, as a person wrote it. Absent fields are null and take the installation's
/// defaults when a task is enqueued.
///
/// @param image absent: `OPENCLAW_SANDBOX_IMAGE`
/// @param command argv; `{{prompt}}` is replaced as one argument. Absent: the built-in agent
/// @param models that its tasks may use, as `provider/model`, alias or id, `*` for anything;
///   absent: all
/// @param modelFeatures what providers may do for its tasks besides answering; absent: nothing
/// @param secrets names of those that its attempts are given, as files in `/tmp/secrets`
/// @param allow for [Network#EGRESS], each an [AllowedHost]
/// @param concurrency attempts of this agent at a time; null for no limit
/// @param warm pre-started sandboxes
public record AgentSpec(
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

    AgentSpec withAllow(List<String> allow) {
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
