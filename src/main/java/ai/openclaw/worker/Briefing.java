package ai.openclaw.worker;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.Agents;
import ai.openclaw.agent.BuiltInAgent;
import ai.openclaw.base.Reason;
import ai.openclaw.model.Catalogue;
import ai.openclaw.task.Assignment;
import ai.openclaw.task.Ending;
import ai.openclaw.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the built-in agent is told beyond its task: how its model is spoken to, what its own
/// agent's system prompt is, how long it has.
@Component
class Briefing {

    /// Nothing, for programs of others.
    static final Brief NONE = new Brief(Map.of(), null);

    private static final String MODEL_DIALECT = "OPENCLAW_MODEL_DIALECT";

    /// A longer system prompt comes as a file.
    private static final int LONGEST_VARIABLE = 64 * 1024;

    private static final int NOT_FOUND = 127;

    private final Agents agents;
    private final Catalogue catalogue;

    Briefing(Agents agents, Catalogue catalogue) {
        this.agents = agents;
        this.catalogue = catalogue;
    }

    /// @param env the task's own wins over it
    /// @param systemPrompt that goes in as a file; null if there is none, or it fits into a
    ///   variable
    record Brief(Map<String, String> env, @Nullable String systemPrompt) {

        Brief {
            env = Map.copyOf(env);
        }

        /// Without the prompt, which may hold what its owner holds secret.
        @Override
        public String toString() {
            return "Brief[" + env.keySet() + "]";
        }
    }

    Brief of(Assignment job) {
        if (!BuiltInAgent.isRunBy(job.spec().command())) {
            return NONE;
        }
        var env = new HashMap<String, String>();
        env.put("OPENCLAW_TIMEOUT", job.spec().timeout().toString());
        String model = job.spec().env().get(BuiltInAgent.MODEL);
        if (model != null) {
            catalogue
                    .dialect(model)
                    .ifPresent(it -> env.put(MODEL_DIALECT, it.name().toLowerCase(Locale.ROOT)));
        }
        // The version that the task was enqueued with; it never changes.
        String prompt =
                agents.find(job.task().agent(), job.task().agentVersion())
                        .map(Briefing::systemPrompt)
                        .orElse("");
        if (prompt.isBlank()) {
            return new Brief(env, null);
        }
        if (prompt.getBytes(StandardCharsets.UTF_8).length <= LONGEST_VARIABLE) {
            env.put("OPENCLAW_SYSTEM_PROMPT", prompt);
            return new Brief(env, null);
        }
        env.put("OPENCLAW_SYSTEM_PROMPT_FILE", "/workspace/" + Inputs.SYSTEM_PROMPT_FILE);
        return new Brief(env, prompt);
    }

    private static String systemPrompt(Agent agent) {
        return Objects.requireNonNullElse(agent.spec().systemPrompt(), "");
    }

    /// The same ending, with the cure where the image had no such program.
    static Ending explained(TaskSpec spec, Ending ending) {
        return ending.reason() == Reason.EXIT_CODE
                        && Objects.equals(ending.exitCode(), NOT_FOUND)
                        && BuiltInAgent.isRunBy(spec.command())
                ? new Ending(
                        ending.state(),
                        ending.reason(),
                        "The sandbox does not have the built-in agent, %s: the image '%s' is without"
                                        .formatted(BuiltInAgent.PROGRAM, spec.image())
                                + " it, or this is the local engine, which never has it. Name an"
                                + " image that scripts/build-sandbox-image.sh has built, or give"
                                + " the agent a command.",
                        ending.exitCode(),
                        ending.result(),
                        ending.usage())
                : ending;
    }
}
