package ai.openclaw.proxy;

import ai.openclaw.auth.TaskCaller;
import ai.openclaw.door.DoorAnswer;
import ai.openclaw.model.Catalogue;
import ai.openclaw.model.Discovery;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// `GET /v1/models`: what the agent may use, in a form that OpenAI's and Anthropic's clients read.
@Component
class ModelListing {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MADE = "1970-01-01T00:00:00Z";

    private final Catalogue catalogue;
    private final Discovery discovery;
    private final AgentModels agents;

    ModelListing(Catalogue catalogue, Discovery discovery, AgentModels agents) {
        this.catalogue = catalogue;
        this.discovery = discovery;
        this.agents = agents;
    }

    void write(TaskCaller caller, HttpServletResponse response) throws IOException {
        var leave = agents.of(caller);
        var names = new TreeSet<String>();
        for (String name : catalogue.names()) {
            if (!agents.models(caller, name).isEmpty()) {
                names.add(name);
            }
        }
        discovery.current().stream()
                .flatMap(it -> it.models().stream())
                .filter(it -> leave.covers(it.ref().key(), it.ref()))
                .forEach(it -> names.add(it.ref().key()));
        if (leave.models() != null) {
            leave.models().stream()
                    .filter(it -> it.indexOf('*') < 0)
                    .filter(it -> !agents.models(caller, it).isEmpty())
                    .forEach(names::add);
        }
        var body = JSON.createObjectNode();
        body.put("object", "list");
        var data = body.putArray("data");
        for (String name : names) {
            data.addObject()
                    .put("id", name)
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", "openclaw")
                    .put("type", "model")
                    .put("display_name", name)
                    .put("created_at", MADE);
        }
        body.put("has_more", false);
        DoorAnswer.json(response, 200, body.toString());
    }
}
