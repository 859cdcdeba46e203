package ai.openclaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The gateway's REST API as this command needs it. Every refusal becomes a [CommandFailed] that
/// says what the gateway said.
final class GatewayClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_ERROR = 64 * 1024;

    private final GatewayAddress address;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    GatewayClient(GatewayAddress address) {
        this.address = address;
    }

    GatewayAddress address() {
        return address;
    }

    /// One segment of a path or one value of a query.
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return json("GET", path, BodyPublishers.noBody(), Map.of());
    }

    JsonNode post(String path, @Nullable JsonNode body) {
        return json("POST", path, body(body), headers(body));
    }

    JsonNode put(String path, JsonNode body) {
        return json("PUT", path, body(body), headers(body));
    }

    JsonNode delete(String path) {
        return json("DELETE", path, BodyPublishers.noBody(), Map.of());
    }

    /// @param type the media type, such as `application/x-tar`
    JsonNode upload(String type, BodyPublisher bytes) {
        return json("POST", "/api/v1/uploads", bytes, Map.of("Content-Type", type));
    }

    /// Opens an answer of any length; the caller closes it.
    ///
    /// @throws IOException if nothing answers, or a gateway that is just starting or ending
    InputStream open(String path, String accept, Map<String, String> headers) throws IOException {
        var request = request(path).header("Accept", accept).GET();
        headers.forEach(request::header);
        var response = send(request.build());
        int status = response.statusCode();
        if (status >= 502 && status <= 504) {
            response.body().close();
            throw new IOException("the gateway is away: " + status);
        }
        if (status >= 400) {
            throw refusal(response);
        }
        return response.body();
    }

    /// The status and body of a call that may say no by its status, such as a health probe.
    Map.Entry<Integer, JsonNode> probe(String path) {
        try {
            var response = send(request(path).timeout(Duration.ofSeconds(10)).GET().build());
            try (var body = response.body()) {
                return Map.entry(response.statusCode(), parse(body.readNBytes(LONGEST_ERROR)));
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    CommandFailed unreachable(IOException cause) {
        String why = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new CommandFailed(
                "No gateway answers at " + address.url() + why + ".",
                "Start one with scripts/quickstart.sh, or name it: OPENCLAW_GATEWAY_URL=http://host:18789");
    }

    private JsonNode json(
            String method, String path, BodyPublisher body, Map<String, String> headers) {
        var request = request(path).header("Accept", "application/json").method(method, body);
        headers.forEach(request::header);
        try {
            var response = send(request.build());
            if (response.statusCode() >= 400) {
                throw refusal(response);
            }
            try (var bytes = response.body()) {
                return parse(bytes.readAllBytes());
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address.url() + path));
        String token = address.token();
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CommandFailed refusal(HttpResponse<InputStream> response) throws IOException {
        JsonNode problem;
        try (var body = response.body()) {
            problem = parse(body.readNBytes(LONGEST_ERROR));
        }
        int status = response.statusCode();
        String said = text(problem, "detail");
        if (said.isEmpty()) {
            said = text(problem, "title");
        }
        var fields = new ArrayList<String>();
        problem.path("errors")
                .forEach(e -> fields.add(text(e, "field") + ": " + text(e, "message")));
        return new CommandFailed(
                said.isEmpty() ? "The gateway answered " + status + "." : said,
                List.copyOf(fields),
                cure(status));
    }

    private @Nullable String cure(int status) {
        return switch (status) {
            case 401 ->
                    address.token() == null
                            ? "No token was found in "
                                    + address.tokenPlace()
                                    + "; set"
                                    + " OPENCLAW_GATEWAY_TOKEN, or OPENCLAW_HOME to the gateway's home."
                            : "The token from "
                                    + address.tokenPlace()
                                    + " is not accepted by "
                                    + address.url()
                                    + ".";
            case 403 -> "The token may not do this.";
            case 429 -> "Too many requests; try again in a moment.";
            default -> null;
        };
    }

    private static JsonNode parse(byte[] bytes) {
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static BodyPublisher body(@Nullable JsonNode body) {
        return body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    private static Map<String, String> headers(@Nullable JsonNode body) {
        return body == null ? Map.of() : Map.of("Content-Type", "application/json");
    }
}
