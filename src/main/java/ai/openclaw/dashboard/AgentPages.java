package ai.openclaw.dashboard;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.Agents;
import ai.openclaw.base.NotFound;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The agents, and one of them.
@Controller
class AgentPages {

    private static final String DEFAULT = "default";

    private final Agents agents;
    private final Clock clock;

    AgentPages(Agents agents, Clock clock) {
        this.agents = agents;
        this.clock = clock;
    }

    /// An agent in the list.
    record Row(
            String name,
            String description,
            int version,
            String image,
            String limits,
            String timeout,
            Moment changed) {}

    @GetMapping("/agents")
    String list(Model model) {
        model.addAttribute("agents", agents.list().stream().map(this::row).toList());
        return "agents";
    }

    @GetMapping("/agents/{name}")
    String show(@PathVariable String name, Model model) {
        var agent = agents.find(name).orElseThrow(() -> new NotFound("agent", name));
        model.addAttribute("agent", row(agent));
        model.addAttribute("facts", facts(agent));
        model.addAttribute(
                "command",
                agent.spec().command() == null ? null : String.join("\n", agent.spec().command()));
        model.addAttribute("systemPrompt", agent.spec().systemPrompt());
        return "agent";
    }

    private Row row(Agent agent) {
        var spec = agent.spec();
        return new Row(
                agent.name(),
                spec.description() == null ? "" : spec.description(),
                agent.version(),
                spec.image() == null ? DEFAULT : spec.image(),
                limits(agent),
                spec.timeout() == null ? DEFAULT : Shown.duration(spec.timeout()),
                Moment.of(agent.createdAt(), clock.instant()));
    }

    private static String limits(Agent agent) {
        var limits = agent.spec().limits();
        if (limits == null) {
            return DEFAULT;
        }
        var said = new ArrayList<String>();
        if (limits.memory() != null) {
            said.add(limits.memory().toString());
        }
        if (limits.cpus() != null) {
            said.add(limits.cpus() + " cpu");
        }
        if (limits.pids() != null) {
            said.add(limits.pids() + " pids");
        }
        return said.isEmpty() ? DEFAULT : String.join(" · ", said);
    }

    /// Values of the environment may be secret, so only its names are shown.
    private static List<Fact> facts(Agent agent) {
        var spec = agent.spec();
        var limits = spec.limits();
        var env = spec.env() == null ? Map.<String, String>of() : spec.env();
        return List.of(
                Fact.mono("Image", said(spec.image())),
                Fact.plain("Model", Shown.orDash(spec.model())),
                Fact.plain("Network", said(spec.network())),
                Fact.plain("Allowed hosts", joined(spec.allow())),
                Fact.plain("Memory", said(limits == null ? null : limits.memory())),
                Fact.plain("CPU", said(limits == null ? null : limits.cpus())),
                Fact.plain("Processes", said(limits == null ? null : limits.pids())),
                Fact.plain("Disk", said(limits == null ? null : limits.disk())),
                Fact.plain("Output", said(limits == null ? null : limits.output())),
                Fact.plain(
                        "Time limit",
                        spec.timeout() == null ? DEFAULT : Shown.duration(spec.timeout())),
                Fact.plain(
                        "At a time",
                        spec.concurrency() == null ? "no limit" : spec.concurrency().toString()),
                Fact.mono("Environment", joined(env.keySet().stream().sorted().toList())),
                Fact.mono("Secrets", joined(spec.secrets())));
    }

    private static String said(@Nullable Object value) {
        return value == null ? DEFAULT : value.toString();
    }

    private static String joined(@Nullable List<String> values) {
        return values == null || values.isEmpty() ? "–" : String.join(", ", values);
    }
}
