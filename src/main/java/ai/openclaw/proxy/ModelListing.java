package ai.openclaw.proxy;

import ai.openclaw.auth.TaskCaller;
import ai.openclaw.door.DoorAnswer;
import ai.openclaw.model.Catalogue;
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
    private final AgentModels agents;

    ModelListing(Catalogue catalogue, AgentModels agents) {
        this.catalogue = catalogue;
        this.agents = agents;
    }

    void write(TaskCaller caller, HttpServletResponse response) throws IOException {
        var names = new TreeSet<String>();
        for (String name : catalogue.names()) {
            if (!agents.models(caller, name).isEmpty()) {
                names.add(name);
            }
        }
        var leave = agents.of(caller);
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
