package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The whole gateway by its own description: everything in it is described, and nothing of it
/// answers a stranger.
class DescriptionTest extends EndToEnd {

    @Test
    void everyCallIsDescribedAndRefusesAStranger() {
        var description = api.get("/openapi.json");
        assertThat(description.get("openapi").asString()).startsWith("3.1");
        var paths = description.get("paths");
        assertThat(paths.propertyNames())
                .contains(
                        "/api/v1/tasks",
                        "/api/v1/tasks/{id}/logs",
                        "/api/v1/uploads",
                        "/api/v1/agents/{name}",
                        "/api/v1/nodes",
                        "/api/v1/audit");

        var stranger = new Api(api.address(), "");
        var answered = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (String method : path.getValue().propertyNames()) {
                var call = path.getKey().replaceAll("\\{[^}]*}", "1");
                if (stranger.status(method.toUpperCase(Locale.ROOT), call) != 401) {
                    answered.add(method + " " + call);
                }
            }
        }
        assertThat(answered).isEmpty();
        assertThat(stranger.status("GET", "/api/v1/openapi.json")).isEqualTo(401);
        assertThat(stranger.status("GET", "/docs")).isEqualTo(302);
        assertThat(stranger.status("GET", "/swagger-ui/index.html")).isEqualTo(302);
    }
}
