package ai.openclaw.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An agent with every default filled in: what a task of it gets unless it asks for something else,
/// and in limits and timeout the most that it can ask for.
///
/// @param command null for the built-in agent
/// @param model the agent's own; of the built-in agent the installation's where it has none; or
///   null
/// @param limits every field set
/// @param retry every field set
public record AgentTerms(
        String image,
        @Nullable List<String> command,
        @Nullable String model,
        Map<String, String> env,
        Network network,
        Limits limits,
        Duration timeout,
        RetryPolicy retry,
        Budget budget,
        @Nullable String runtime) {}
