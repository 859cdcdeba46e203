package ai.openclaw.dashboard;

import ai.openclaw.agent.Agents;
import ai.openclaw.agent.AllowedHost;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.task.TaskId;
import ai.openclaw.task.Tasks;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// One click on a refused way out: the task's agent allows the host from now on. Tasks keep the
/// version of their agent, so it counts for those that are enqueued later.
@Controller
class AllowedHosts {

    private final Agents agents;
    private final Tasks tasks;

    AllowedHosts(Agents agents, Tasks tasks) {
        this.agents = agents;
        this.tasks = tasks;
    }

    @PostMapping("/tasks/{id}/allowed-hosts")
    RedirectView allow(@PathVariable UUID id, @RequestParam String host) {
        var task = tasks.get(new TaskId(id));
        agents.allow(
                task.agent(),
                AllowedHost.parse(host)
                        .orElseThrow(() -> InvalidRequest.of("host", "is no host to allow.")));
        return SeeOther.at("/tasks/" + id + "/timeline");
    }

    /// Whether the newest version of this agent allows what a refusal asked for.
    boolean isAllowed(String agent, String host) {
        var wanted = AllowedHost.parse(host);
        return wanted.isPresent()
                && agents.find(agent).map(it -> it.spec().allow()).stream()
                        .flatMap(it -> Objects.requireNonNullElse(it, List.<String>of()).stream())
                        .flatMap(it -> AllowedHost.parse(it).stream())
                        .anyMatch(it -> it.covers(wanted.get()));
    }
}
