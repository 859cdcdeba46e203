package ai.openclaw.agent;

import java.util.List;
import java.util.Set;

/// The program of agents without a command. It is part of the sandbox image, and knows its task by
/// the environment (docs/built-in-agent.md).
public final class BuiltInAgent {

    /// The model that it is to use.
    public static final String MODEL = "OPENCLAW_MODEL";

    /// What agents and tasks may set of its environment, beside what the gateway does.
    static final Set<String> SETTINGS =
            Set.of(
                    MODEL,
                    "OPENCLAW_MODEL_DIALECT",
                    "OPENCLAW_MAX_TURNS",
                    "OPENCLAW_MAX_TOKENS",
                    "OPENCLAW_MAX_OUTPUT_TOKENS",
                    "OPENCLAW_CONTEXT_TOKENS");

    /// Where it lies in the image.
    public static final String PROGRAM = "/usr/local/bin/openclaw-agent";

    /// How it is run.
    public static final List<String> COMMAND = List.of(PROGRAM);

    private BuiltInAgent() {}

    /// Whether this command runs it.
    public static boolean isRunBy(List<String> command) {
        return command.equals(COMMAND);
    }
}
