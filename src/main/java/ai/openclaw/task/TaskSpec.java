package ai.openclaw.task;

import ai.openclaw.agent.Budget;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.Network;
import ai.openclaw.agent.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that decides how an attempt runs, resolved once when the task was enqueued from the
/// request, the agent's version and the installation's defaults. Stored with the task and never
/// changed, so that a retry tomorrow runs what was asked for today.
///
/// @param image as the agent names it; the digest is recorded on the attempt
/// @param command argv, the prompt already put in
/// @param prompt also handed over as a file and a variable
/// @param env names match `[A-Za-z_][A-Za-z0-9_]*`; may hold what its owner holds secret
/// @param limits every field set
/// @param retry every field set
public record TaskSpec(
        String image,
        List<String> command,
        @Nullable String prompt,
        Map<String, String> env,
        Network network,
        Limits limits,
        Duration timeout,
        RetryPolicy retry,
        Budget budget,
        @Nullable String runtime) {

    public TaskSpec {
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    /// Without what may be secret, for logs.
    @Override
    public String toString() {
        return "TaskSpec[image=" + image + ", network=" + network + ", timeout=" + timeout + "]";
    }
}
