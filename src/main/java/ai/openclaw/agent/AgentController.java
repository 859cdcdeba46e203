package ai.openclaw.agent;

import ai.openclaw.base.Caller;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Page;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/agents")
class AgentController {

    private final Agents agents;

    AgentController(Agents agents) {
        this.agents = agents;
    }

    /// All of them, by name: there are never many.
    @GetMapping
    Page<Agent> list() {
        return new Page<>(agents.list(), null);
    }

    @GetMapping("/{name}")
    Agent get(
            @PathVariable("name") String name,
            @RequestParam(name = "version", required = false) @Nullable Integer version) {
        return version == null
                ? agents.find(name).orElseThrow(() -> new NotFound("agent", name))
                : agents.find(name, version)
                        .orElseThrow(() -> new NotFound("version of " + name, version));
    }

    @PutMapping("/{name}")
    Agent put(@PathVariable("name") String name, @RequestBody AgentRequest request) {
        return agents.put(name, request.spec(name), request.version());
    }

    @PostMapping("/{name}/pause")
    Agent pause(@PathVariable("name") String name, @Nullable Principal principal) {
        return agents.pause(name, Caller.name(principal));
    }

    @PostMapping("/{name}/resume")
    Agent resume(@PathVariable("name") String name, @Nullable Principal principal) {
        return agents.resume(name, Caller.name(principal));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("name") String name) {
        agents.delete(name);
    }
}
