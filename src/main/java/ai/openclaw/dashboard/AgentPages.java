package ai.openclaw.dashboard;

import ai.openclaw.agent.Agent;
import ai.openclaw.agent.AgentDefaults;
import ai.openclaw.agent.Agents;
import ai.openclaw.agent.Limits;
import ai.openclaw.agent.Network;
import ai.openclaw.base.NotFound;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.view.RedirectView;

/// The agents, and one of them.
@Controller
class AgentPages {

    private static final String OURS = "the installation’s";

    private final Agents agents;
    private final AgentDefaults defaults;
    private final Clock clock;

    AgentPages(Agents agents, AgentDefaults defaults, Clock clock) {
        this.agents = agents;
        this.defaults = defaults;
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
            Moment changed,
            @Nullable Moment paused,
            @Nullable String pausedBy) {}

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

    @PostMapping("/agents/{name}/pause")
    RedirectView pause(@PathVariable String name, Principal who) {
        return to(agents.pause(name, who.getName()));
    }

    @PostMapping("/agents/{name}/resume")
    RedirectView resume(@PathVariable String name, Principal who) {
        return to(agents.resume(name, who.getName()));
    }

    private static RedirectView to(Agent agent) {
        return SeeOther.at("/agents/" + agent.name());
    }

    private Row row(Agent agent) {
        var spec = agent.spec();
        var limits = limits(agent);
        return new Row(
                agent.name(),
                spec.description() == null ? "" : spec.description(),
                agent.version(),
                or(spec.image(), OURS),
                "%s · %s cpu · %s processes"
                        .formatted(limits.memory(), limits.cpus(), limits.pids()),
                Shown.duration(or(spec.timeout(), defaults.timeout())),
                Moment.of(agent.createdAt(), clock.instant()),
                agent.pausedAt() == null ? null : Moment.of(agent.pausedAt(), clock.instant()),
                agent.pausedBy());
    }

    /// The agent's own, and the installation's where it says nothing.
    private Limits limits(Agent agent) {
        var own = agent.spec().limits();
        if (own == null) {
            own = new Limits(null, null, null, null, null);
        }
        return new Limits(
                or(own.memory(), defaults.memory()),
                or(own.cpus(), defaults.cpus()),
                or(own.pids(), defaults.pids()),
                or(own.disk(), defaults.disk()),
                or(own.output(), defaults.output()));
    }

    /// Values of the environment may be secret, so only its names are shown.
    private List<Fact> facts(Agent agent) {
        var spec = agent.spec();
        var limits = limits(agent);
        var env = or(spec.env(), Map.<String, String>of());
        return List.of(
                Fact.mono("Image", or(spec.image(), OURS)),
                Fact.plain("Model", Shown.orDash(spec.model())),
                Fact.plain("Network", or(spec.network(), Network.GATEWAY).toString()),
                Fact.plain("Allowed hosts", joined(spec.allow())),
                Fact.plain("Memory", Shown.orDash(limits.memory())),
                Fact.plain("CPU", limits.cpus() + " cores"),
                Fact.plain("Processes", Shown.orDash(limits.pids())),
                Fact.plain("Disk", Shown.orDash(limits.disk())),
                Fact.plain("Output", Shown.orDash(limits.output())),
                Fact.plain("Time limit", Shown.duration(or(spec.timeout(), defaults.timeout()))),
                Fact.plain(
                        "At a time",
                        spec.concurrency() == null ? "no limit" : spec.concurrency().toString()),
                Fact.plain("Kept warm", spec.warm() == null ? "none" : spec.warm().toString()),
                Fact.mono("Environment", joined(env.keySet().stream().sorted().toList())),
                Fact.mono("Secrets", joined(spec.secrets())));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static String joined(@Nullable List<String> values) {
        return values == null || values.isEmpty() ? "–" : String.join(", ", values);
    }
}
