package ai.openclaw.task;

import ai.openclaw.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The API as a client sees it, over HTTP.
@Component
@Lazy
public class Api {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Api(@Value("${local.server.port}") int port) {
        this.base = "http://127.0.0.1:" + port + "/api/v1";
    }

    /// @param body missing for an answer without one
    public record Answer(int status, JsonNode body, HttpHeaders headers) {

        public String text(String field) {
            return body.path(field).asString("");
        }

        /// The fields that the problem names.
        public List<String> fields() {
            return body.path("errors")
                    .valueStream()
                    .map(it -> it.path("field").asString())
                    .toList();
        }
    }

    public Answer get(String path) {
        return send("GET", path, "application/json", BodyPublishers.noBody(), null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, "application/json", BodyPublishers.ofString(json), null);
    }

    public Answer post(String path, String json, String key) {
        return send("POST", path, "application/json", BodyPublishers.ofString(json), key);
    }

    /// Posts a task whose body is streamed.
    public Answer send(BodyPublisher task) {
        return send("POST", "/tasks", "application/json", task, null);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, "application/json", BodyPublishers.ofString(json), null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, "application/json", BodyPublishers.noBody(), null);
    }

    public Answer upload(String type, byte[] body) {
        return upload(type, BodyPublishers.ofByteArray(body));
    }

    public Answer upload(String type, BodyPublisher body) {
        return send("POST", "/uploads", type, body, null);
    }

    private Answer send(
            String method, String path, String type, BodyPublisher body, @Nullable String key) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", type)
                        .method(method, body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    Json.mapper().readTree(response.body().isEmpty() ? "{}" : response.body()),
                    response.headers());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
