package ai.openclaw.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.Json;
import ai.openclaw.database.TestPostgres;
import ai.openclaw.worker.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Webhooks as a client sees them.
class WebhookApiTest {

    @TempDir Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private String base = "";
    private String token = "";

    private record Answer(int status, JsonNode body, String text) {}

    @Test
    void webhooksAreMadeChangedTriedAndRemovedAndTheirSecretIsShownOnce() throws Exception {
        try (var gateway = new TestGateway(TestPostgres.freshDatabase(), home.resolve("h"), 1)) {
            base =
                    "http://127.0.0.1:"
                            + gateway.context.getEnvironment().getProperty("local.server.port")
                            + "/api/v1";
            token = Files.readString(home.resolve("h/admin-token")).strip();

            var made = call("POST", "/webhooks", "{\"url\": \"http://10.0.0.1/h\"}");
            assertThat(made.status()).isEqualTo(201);
            String secret = made.body().path("secret").asString();
            assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
            String path = "/webhooks/" + made.body().path("webhook").path("id").asString();
            for (var answer :
                    new Answer[] {call("GET", "/webhooks", null), call("GET", path, null)}) {
                assertThat(answer.text()).contains("http://10.0.0.1/h").doesNotContain(secret);
            }
            var changed =
                    call(
                            "PUT",
                            path,
                            "{\"url\": \"https://x.test/h\", \"events\": [\"task.failed\"]}");
            assertThat(changed.body().path("events").get(0).asString()).isEqualTo("task.failed");

            assertThat(call("POST", path + "/test", null).status()).isEqualTo(202);
            var told = call("GET", path + "/deliveries", null).body().path("items").get(0);
            assertThat(told.path("type").asString()).isEqualTo("webhook.test");
            var again = "/deliveries/" + told.path("id").asString() + "/redelivery";
            var repeated = call("POST", again, null);
            assertThat(repeated.status()).isEqualTo(202);
            assertThat(repeated.body().path("message")).isEqualTo(told.path("message"));
            var first = call("GET", path + "/deliveries?limit=1", null).body();
            var next =
                    call("GET", path + "/deliveries?cursor=" + first.path("next").asString(), null);
            assertThat(next.body().path("items")).hasSize(1);

            assertThat(call("POST", path + "/secret", null).body().path("secret").asString())
                    .startsWith("whsec_")
                    .isNotEqualTo(secret);
            assertThat(call("GET", "/webhooks/callback-secret", null).text())
                    .isEqualTo("{\"madeAt\":null}");
            assertThat(call("POST", "/webhooks/callback-secret", null).text()).contains("whsec_");

            var refused =
                    call(
                            "POST",
                            "/webhooks",
                            "{\"url\": \"http://u:p@x/\", \"events\": [\"task.lost\"]}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().path("errors").findValuesAsString("field"))
                    .containsExactly("url", "events[0]");

            assertThat(call("DELETE", path, null).status()).isEqualTo(204);
            assertThat(call("GET", path, null).status()).isEqualTo(404);
            assertThat(call("POST", again, null).status()).isEqualTo(404);
            assertThat(call("GET", "/audit", null).text())
                    .contains("webhook.created", "webhook.secret-renewed", "webhook.removed")
                    .doesNotContain("whsec_");
        }
    }

    private Answer call(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        var text = answer.body();
        return new Answer(
                answer.statusCode(), Json.mapper().readTree(text.isEmpty() ? "{}" : text), text);
    }
}
