package ai.openclaw.agent;

import ai.openclaw.base.Conflict;
import ai.openclaw.base.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The agents of this installation, by name, each at its newest version.
@Component
public class Agents {

    private static final Logger log = LoggerFactory.getLogger(Agents.class);

    /// Those that are there from the start and stay.
    private static final Set<String> BUILT_IN = Set.of("default", "shell");

    private final AgentStore store;
    private final AgentDefaults defaults;
    private final SandboxDefaults sandbox;
    private final AllowedImages images;
    private final @Nullable String defaultModel;

    Agents(
            AgentStore store,
            AgentDefaults defaults,
            SandboxDefaults sandbox,
            AllowedImages images,
            @Value("${OPENCLAW_DEFAULT_MODEL:}") String defaultModel) {
        this.store = store;
        this.defaults = defaults;
        this.sandbox = sandbox;
        this.images = images;
        this.defaultModel = defaultModel.isBlank() ? null : defaultModel.strip();
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
        return defaults.terms(agent.spec(), sandbox, defaultModel);
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

    /// Makes the next version of an agent, with one more host in its `allow`; one that is covered
    /// already makes none.
    ///
    /// @throws NotFound if there is no such agent
    /// @throws Conflict if its tasks reach no hosts at all
    @Transactional
    public Agent allow(String name, AllowedHost host) {
        store.lock(name);
        var agent = store.newest(name).orElseThrow(() -> new NotFound("agent", name));
        if (agent.spec().network() != Network.EGRESS) {
            throw new Conflict(
                    "The agent " + name + " reaches no hosts: its network is not egress.");
        }
        var allowed = Objects.requireNonNullElse(agent.spec().allow(), List.<String>of());
        boolean covered =
                allowed.stream()
                        .flatMap(it -> AllowedHost.parse(it).stream())
                        .anyMatch(it -> it.covers(host));
        if (covered) {
            return agent;
        }
        var more = new ArrayList<>(allowed);
        more.add(host.toString());
        return put(name, agent.spec().withAllow(more), agent.version());
    }

    /// Takes the agent away for new tasks; its versions stay for the tasks that have them.
    ///
    /// @throws NotFound if there is none
    /// @throws Conflict for an agent that is there from the start, or that is paused: what waits
    ///   for it could never be started
    @Transactional
    public void delete(String name) {
        if (BUILT_IN.contains(name)) {
            throw new Conflict(
                    "The agent " + name + " is built in; it can be changed, not deleted.");
        }
        if (!store.delete(name)) {
            var _ = store.newest(name).orElseThrow(() -> new NotFound("agent", name));
            throw new Conflict("The agent " + name + " is paused; resume it before you delete it.");
        }
    }

    /// From now on no task of this agent is started; what runs goes on. Twice is fine.
    ///
    /// @throws NotFound if there is none
    @Transactional
    public Agent pause(String name, String by) {
        store.pause(name, by);
        log.info("{} pauses the agent {}.", by, name);
        return store.newest(name).orElseThrow(() -> new NotFound("agent", name));
    }

    /// Its tasks are started again. Twice is fine.
    ///
    /// @throws NotFound if there is none
    @Transactional
    public Agent resume(String name, String by) {
        store.resume(name);
        log.info("{} resumes the agent {}.", by, name);
        return store.newest(name).orElseThrow(() -> new NotFound("agent", name));
    }
}
