package ai.openclaw.harness;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The built-in agent for tests of other rooms, in this process.
public final class AgentRuns {

    private AgentRuns() {}

    /// @param env as the program would find it in its sandbox
    /// @param workspace in place of the sandbox's
    /// @return the exit code
    public static int run(Map<String, String> env, Path workspace) throws InterruptedException {
        var all = new HashMap<>(env);
        all.remove("OPENCLAW_PROMPT_FILE");
        all.put("OPENCLAW_WORKSPACE", workspace.toString());
        try (var nowhere = new PrintStream(PrintStream.nullOutputStream())) {
            return OpenClawAgent.run(all, nowhere, nowhere);
        }
    }
}
