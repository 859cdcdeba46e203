package ai.openclaw.proxy;

import ai.openclaw.agent.AgentSpec;
import ai.openclaw.agent.Agents;
import ai.openclaw.agent.ModelFeature;
import ai.openclaw.auth.TaskCaller;
import ai.openclaw.base.Wildcard;
import ai.openclaw.model.Catalogue;
import ai.openclaw.model.ModelRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What an agent may use: models and features, by the version that the task was enqueued with.
@Component
class AgentModels {

    private static final int KEPT = 1_000;

    private final Agents agents;
    private final Catalogue catalogue;

    /// A version never changes.
    private final Map<String, Leave> versions = new ConcurrentHashMap<>();

    AgentModels(Agents agents, Catalogue catalogue) {
        this.agents = agents;
        this.catalogue = catalogue;
    }

    /// @param models patterns; null for all
    record Leave(@Nullable List<String> models, Set<ModelFeature> features) {

        /// Whether it covers this model by the name that was asked for, by its own or in full.
        boolean covers(String asked, ModelRef model) {
            return models == null
                    || models.stream()
                            .anyMatch(it ->
                                    it.equals(asked)
                                            || Wildcard.matches(it, model.key())
                                            || it.equals(model.model()));
        }
    }

    Leave of(TaskCaller caller) {
        if (versions.size() > KEPT) {
            versions.clear();
        }
        return versions.computeIfAbsent(
                caller.agent() + "@" + caller.agentVersion(),
                _ ->
                        agents.find(caller.agent(), caller.agentVersion())
                                .map(it -> leave(it.spec()))
                                .orElse(new Leave(List.of(), Set.of())));
    }

    private static Leave leave(AgentSpec spec) {
        return new Leave(
                spec.models(), spec.modelFeatures() == null ? Set.of() : spec.modelFeatures());
    }

    /// What this name leads to, and the fallbacks, as far as the agent may use them.
    List<ModelRef> models(TaskCaller caller, String asked) {
        var leave = of(caller);
        return catalogue.resolve(asked).stream().filter(it -> leave.covers(asked, it)).toList();
    }
}
