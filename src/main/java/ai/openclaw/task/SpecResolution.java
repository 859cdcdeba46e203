package ai.openclaw.task;

import ai.openclaw.agent.AgentTerms;
import ai.openclaw.agent.Budget;
import ai.openclaw.agent.BuiltInAgent;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.Network;
import ai.openclaw.agent.SpecRules;
import ai.openclaw.base.Findings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From what was asked and what the agent gives to what will run: the agent's values are defaults,
/// its limits, time and budget are ceilings.
final class SpecResolution {

    private static final String PROMPT = "{{prompt}}";

    private SpecResolution() {}

    /// Adds to the findings what the agent does not allow; the spec is good only if there are none.
    static TaskSpec resolve(TaskRequest request, AgentTerms terms, Findings findings) {
        String agent = request.agentOrDefault();
        var env = new LinkedHashMap<String, String>();
        if (terms.model() != null) {
            env.put(BuiltInAgent.MODEL, terms.model());
        }
        env.putAll(terms.env());
        if (request.env() != null) {
            env.putAll(request.env());
        }
        SpecRules.env(env, findings.at("env"));
        return new TaskSpec(
                terms.image(),
                command(request, terms, findings),
                request.prompt(),
                env,
                terms.network(),
                limits(request.limits(), terms.limits(), agent, findings.at("limits")),
                timeout(request.timeout(), terms.timeout(), agent, findings.at("timeout")),
                request.retry() == null ? terms.retry() : request.retry().orElse(terms.retry()),
                budget(request.budget(), terms.budget(), agent, findings.at("budget")),
                terms.runtime());
    }

    private static List<String> command(TaskRequest request, AgentTerms terms, Findings findings) {
        if (request.command() != null) {
            return request.command();
        }
        if (terms.command() == null) {
            checkBuiltIn(request, terms, findings.at("agent"));
            return BuiltInAgent.COMMAND;
        }
        String prompt = request.prompt() == null ? "" : request.prompt();
        var command = terms.command().stream().map(it -> it.replace(PROMPT, prompt)).toList();
        // What is too long now is so because of the prompt: the agent's own was checked before.
        var inPlace = new Findings();
        SpecRules.argv(command, inPlace);
        if (!inPlace.none()) {
            findings.at("prompt")
                    .add(
                            "is too long to be an argument of this agent's command; the agent can"
                                    + " read it from the file $OPENCLAW_PROMPT_FILE instead.");
        }
        return command;
    }

    private static void checkBuiltIn(TaskRequest request, AgentTerms terms, Findings findings) {
        String agent = request.agentOrDefault();
        if (terms.network() == Network.NONE) {
            findings.add(
                    agent
                            + " has no command, so the built-in agent works on the prompt, and its"
                            + " network is none, so that one would reach no model. Set the agent's"
                            + " network to gateway, or give a command.");
        }
        if (!hasModel(request, terms)) {
            findings.add(
                    agent
                            + " has no command, so the built-in agent works on the prompt, and it"
                            + " has no model. Set the agent's model, or OPENCLAW_DEFAULT_MODEL for"
                            + " the gateway; or name another agent, such as shell, whose prompt is"
                            + " a script; or give a command.");
        }
    }

    private static boolean hasModel(TaskRequest request, AgentTerms terms) {
        return terms.model() != null
                || terms.env().containsKey(BuiltInAgent.MODEL)
                || (request.env() != null && request.env().containsKey(BuiltInAgent.MODEL));
    }

    private static Limits limits(
            @Nullable Limits asked, Limits most, String agent, Findings findings) {
        if (asked == null) {
            return most;
        }
        ceiling(asked.memory(), most.memory(), agent, findings.at("memory"));
        ceiling(asked.cpus(), most.cpus(), agent, findings.at("cpus"));
        ceiling(asked.pids(), most.pids(), agent, findings.at("pids"));
        ceiling(asked.disk(), most.disk(), agent, findings.at("disk"));
        ceiling(asked.output(), most.output(), agent, findings.at("output"));
        return asked.orElse(most);
    }

    private static Duration timeout(
            @Nullable Duration asked, Duration most, String agent, Findings findings) {
        ceiling(asked, most, agent, findings);
        return asked == null ? most : asked;
    }

    private static Budget budget(
            @Nullable Budget asked, Budget most, String agent, Findings findings) {
        if (asked == null) {
            return most;
        }
        ceiling(asked.tokens(), most.tokens(), agent, findings.at("tokens"));
        ceiling(asked.usd(), most.usd(), agent, findings.at("usd"));
        return new Budget(
                asked.tokens() == null ? most.tokens() : asked.tokens(),
                asked.usd() == null ? most.usd() : asked.usd());
    }

    private static <T extends Comparable<T>> void ceiling(
            @Nullable T asked, @Nullable T most, String agent, Findings findings) {
        if (asked != null && most != null && asked.compareTo(most) > 0) {
            findings.add(
                    "is " + asked + ", and the agent " + agent + " allows at most " + most + ".");
        }
    }
}
