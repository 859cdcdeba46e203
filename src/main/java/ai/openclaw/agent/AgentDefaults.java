package ai.openclaw.agent;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an agent gets where it says nothing, set by `OPENCLAW_DEFAULTS_MEMORY` and so on.
@ConfigurationProperties("openclaw.defaults")
public record AgentDefaults(
        @DefaultValue("512m") ByteSize memory,
        @DefaultValue("1.0") double cpus,
        @DefaultValue("256") int pids,
        @DefaultValue("1g") ByteSize disk,
        @DefaultValue("16m") ByteSize output,
        @DefaultValue("PT30M") Duration timeout) {

    private static final RetryPolicy RETRY =
            new RetryPolicy(
                    1,
                    Duration.ofSeconds(10),
                    2.0,
                    Duration.ofMinutes(10),
                    Set.of(Reason.INFRASTRUCTURE));

    /// @param sandbox the installation's own image and runtime, for an agent that names none
    /// @param model the installation's own, or null; for a built-in agent that names none
    AgentTerms terms(AgentSpec agent, SandboxDefaults sandbox, @Nullable String model) {
        return new AgentTerms(
                or(agent.image(), sandbox.image()),
                agent.command(),
                agent.model() == null && agent.command() == null ? model : agent.model(),
                or(agent.env(), Map.of()),
                or(agent.network(), Network.GATEWAY),
                limits(agent.limits()),
                or(agent.timeout(), timeout),
                agent.retry() == null ? RETRY : agent.retry().orElse(RETRY),
                or(agent.budget(), new Budget(null, null)),
                agent.runtime() == null ? sandbox.runtime() : agent.runtime());
    }

    private Limits limits(@Nullable Limits limits) {
        var all = new Limits(memory, cpus, pids, disk, output);
        return limits == null ? all : limits.orElse(all);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
