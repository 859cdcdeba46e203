package ai.openclaw.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/// An answer of JSON; if it is a refusal, one of the right content type.
record Answer(int status, HttpHeaders headers, String body, JsonNode json) {

    static Answer of(HttpResponse<String> response) {
        var json = Json.mapper().readTree(response.body());
        var answer = new Answer(response.statusCode(), response.headers(), response.body(), json);
        if (answer.status >= 400) {
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
        return answer;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String text(String field) {
        return json.get(field).asString();
    }

    /// The first bad field and what is wrong with it.
    String error() {
        var error = json.get("errors").get(0);
        return error.get("field").asString() + ": " + error.get("message").asString();
    }
}
