package ai.openclaw.agent;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The agents of this installation, by name, each at its newest version.
@Component
public class Agents {

    public Optional<Agent> find(String name) {
        throw new UnsupportedOperationException();
    }

    /// All agents by name.
    public List<Agent> list() {
        throw new UnsupportedOperationException();
    }

    /// Makes the agent's next version, or its first; an equal spec makes none.
    ///
    /// @throws ai.openclaw.base.InvalidRequest for a bad name or field
    public Agent put(String name, AgentSpec spec) {
        throw new UnsupportedOperationException();
    }

    /// Takes the agent away for new tasks; its versions stay for the tasks that have them.
    ///
    /// @throws ai.openclaw.base.NotFound if there is none
    public void delete(String name) {
        throw new UnsupportedOperationException();
    }
}
