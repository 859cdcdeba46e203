package ai.openclaw.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The REST API as a client of it sees it.
///
/// @param token empty: a stranger
record Api(String address, String token) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    static final JsonMapper JSON = JsonMapper.builder().build();

    /// An answer with its body as JSON; a null node where there is no body.
    record Answer(int status, JsonNode json) {}

    boolean answers(String path) {
        try {
            return CLIENT.send(request(path).build(), BodyHandlers.discarding()).statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// The answer's status, whatever it is, to a call without a body.
    int status(String method, String path) {
        return sendFor(
                        request(path).method(method, BodyPublishers.noBody()),
                        BodyHandlers.discarding())
                .statusCode();
    }

    JsonNode get(String path) {
        return expect(200, send(request("/api/v1" + path)));
    }

    String text(String path, String accept) {
        return sendFor(request("/api/v1" + path).header("Accept", accept), BodyHandlers.ofString())
                .body();
    }

    /// What is not below `/api/v1`, such as the metrics.
    String root(String path) {
        return sendFor(request(path), BodyHandlers.ofString()).body();
    }

    Stream<String> lines(String path, Map<String, String> headers) {
        var request = request("/api/v1" + path);
        headers.forEach(request::header);
        return sendFor(request, BodyHandlers.ofLines()).body();
    }

    Answer post(String path, Object body) {
        return send(posting(path, body));
    }

    /// The same, with the answer's headers.
    HttpResponse<String> exchange(String path, Object body) {
        return sendFor(posting(path, body), BodyHandlers.ofString());
    }

    private HttpRequest.Builder posting(String path, Object body) {
        return request("/api/v1" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    JsonNode put(String path, Object body) {
        var answer =
                send(
                        request("/api/v1" + path)
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        if (answer.status() != 200 && answer.status() != 201) {
            throw new AssertionError("expected 200 or 201, got " + answer);
        }
        return answer.json();
    }

    Answer post(String path) {
        return send(request("/api/v1" + path).POST(BodyPublishers.noBody()));
    }

    Answer upload(String type, BodyPublisher content) {
        return send(request("/api/v1/uploads").header("Content-Type", type).POST(content));
    }

    Answer upload(String type, InputStream content) {
        return upload(type, BodyPublishers.ofInputStream(() -> content));
    }

    /// Enqueues and gives the new task's id.
    String submit(Object task) {
        return expect(202, post("/tasks", task)).get("id").asString();
    }

    static JsonNode expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", got " + answer);
        }
        return answer.json();
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(5));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        var response = sendFor(request, BodyHandlers.ofString());
        var body = response.body().isEmpty() ? "null" : response.body();
        return new Answer(response.statusCode(), JSON.readTree(body));
    }

    private static <T> HttpResponse<T> sendFor(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
