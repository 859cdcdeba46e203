package ai.openclaw.agent;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The agents of this installation, by name, each at its newest version.
@Component
public class Agents {

    /// Those that are there from the start and stay.
    private static final Set<String> BUILT_IN = Set.of("default", "shell");

    private final AgentStore store;
    private final AgentDefaults defaults;
    private final SandboxDefaults sandbox;
    private final AllowedImages images;

    Agents(
            AgentStore store,
            AgentDefaults defaults,
            SandboxDefaults sandbox,
            AllowedImages images) {
        this.store = store;
        this.defaults = defaults;
        this.sandbox = sandbox;
        this.images = images;
    }

    public Optional<Agent> find(String name) {
        return store.newest(name);
    }

    /// One version, also of an agent that is deleted.
    public Optional<Agent> find(String name, int version) {
        return store.version(name, version);
    }

    /// All agents by name.
    public List<Agent> list() {
        return store.all();
    }

    /// The agent with the installation's defaults where it says nothing.
    public AgentTerms terms(Agent agent) {
        return defaults.terms(agent.spec(), sandbox);
    }

    /// Makes the agent's next version, or its first; an equal spec makes none.
    ///
    /// @throws ai.openclaw.base.InvalidRequest for a bad name or field
    @Transactional
    public Agent put(String name, AgentSpec spec) {
        return put(name, spec, null);
    }

    /// @param expected the version that the caller has seen, or null to put in any case
    /// @throws Conflict if the agent is at another version by now
    @Transactional
    Agent put(String name, AgentSpec spec, @Nullable Integer expected) {
        AgentRules.check(name, spec, images);
        int newest = store.lock(name);
        if (expected != null && expected != newest) {
            throw new Conflict(
                    "The agent " + name + " is at version " + newest + ", not " + expected + ".");
        }
        if (!store.isNewest(name, spec)) {
            store.add(name, newest + 1, spec);
        }
        return store.newest(name).orElseThrow();
    }

    /// Takes the agent away for new tasks; its versions stay for the tasks that have them.
    ///
    /// @throws NotFound if there is none
    /// @throws Conflict for an agent that is there from the start
    @Transactional
    public void delete(String name) {
        if (BUILT_IN.contains(name)) {
            throw new Conflict(
                    "The agent " + name + " is built in; it can be changed, not deleted.");
        }
        if (!store.delete(name)) {
            throw new NotFound("agent", name);
        }
    }
}
