package ai.openclaw.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The way out of the sandbox.
final class Gateway implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration EVENT = Duration.ofSeconds(10);

    private final URI url;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    Gateway(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /// Asks a model.
    ///
    /// @param limit until the answer's head is there
    /// @return whatever came; its body is a stream to be closed
    HttpResponse<InputStream> ask(String path, Json question, Duration limit)
            throws IOException, InterruptedException {
        return client.send(
                post(path, question, limit)
                        .header("Accept", "text/event-stream")
                        // Anthropic wants one; to others it is nothing.
                        .header("anthropic-version", "2023-06-01")
                        .build(),
                BodyHandlers.ofInputStream());
    }

    /// Puts an event on the task's timeline.
    ///
    /// @return the status of the answer
    int note(String kind, Json data) throws IOException, InterruptedException {
        return client.send(
                        post("/task/events", Json.object("kind", kind, "data", data), EVENT)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder post(String path, Json body, Duration limit) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(limit)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
