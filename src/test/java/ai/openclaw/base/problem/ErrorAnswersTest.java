package ai.openclaw.base.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.ByteSize;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.Json;
import ai.openclaw.base.NotFound;
import ai.openclaw.base.Problems;
import ai.openclaw.base.TooLarge;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Errors as they leave a real Tomcat.
@SpringBootTest(
        classes = ErrorAnswersTest.App.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "server.port=0")
class ErrorAnswersTest {

    private final HttpClient http = HttpClient.newHttpClient();
    @LocalServerPort private int port;

    @ParameterizedTest
    @CsvSource({
        "{\"colour\": 1},                   colour",
        "{\"limits\": {\"memory\": \"big\"}}, limits.memory",
        "{\"limits\": {\"memory\": \"0\"}},   limits.memory",
        "{\"limits\",                       body",
        "'',                                body",
    })
    void badJsonIsRefusedByField(String body, String field) throws Exception {
        var answer = post("/api/thing", body, "application/json");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("type")).isEqualTo("/problems/invalid-request");
        assertThat(answer.json().get("status").asInt()).isEqualTo(400);
        assertThat(answer.text("title")).isNotBlank();
        assertThat(answer.text("detail"))
                .isNotBlank()
                .doesNotContain("ai.openclaw", "tools.jackson");
        assertThat(answer.error()).startsWith(field + ": ");
    }

    @Test
    void aTextThatIsTooLongIsRefusedByFieldBeforeItIsRead() throws Exception {
        var body = "{\"list\": [{\"memory\": \"" + "x".repeat(50_000_000) + "\"}]}";

        var answer = post("/api/thing", body, "application/json");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("type")).isEqualTo("/problems/too-large");
        assertThat(answer.json().get("errors").get(0).get("field").asString())
                .isEqualTo("list[0].memory");
    }

    @Test
    void goodJsonComesBackWithDurationsAndTimesAsTextAndNullsWritten() throws Exception {
        var answer =
                post(
                        "/api/thing",
                        """
                        {"timeout": "PT30M", "when": "2026-01-31T12:00:00Z",
                         "limits": {"memory": "512m"}}
                        """,
                        "application/json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"timeout\":\"PT30M\"")
                .contains("\"when\":\"2026-01-31T12:00:00Z\"")
                .contains("\"limits\":{\"memory\":\"512m\"}")
                .contains("\"text\":null");
    }

    @ParameterizedTest
    @CsvSource({
        "not-found,   404, /problems/not-found",
        "conflict,    409, /problems/conflict",
        "large,       413, /problems/too-large",
        "invalid,     400, /problems/invalid-request",
        "database,    503, /problems/unavailable",
        "connection,  503, /problems/unavailable",
        "nul,         400, /problems/invalid-request",
        "bug,         500, /problems/internal-error",
    })
    void whatControllersThrowBecomesAProblem(String which, int status, String type)
            throws Exception {
        var answer = get("/api/throw/" + which, "*/*");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("type")).isEqualTo(type);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
        if (status == 503) {
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream",
        "text/plain",
        "application/x-ndjson",
        "text/html",
        "image/png"
    })
    void theProblemIsJsonWhateverTheClientAccepts(String accept) throws Exception {
        var answer = get("/api/throw/not-found", accept);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("detail")).isEqualTo("There is no thing 7.");
    }

    @Test
    void parametersPathsAndHeadersAreRefusedByName() throws Exception {
        assertThat(get("/api/parameters/7?n=1", "*/*").error())
                .startsWith("id: A UUID is expected");
        String path = "/api/parameters/" + UUID.randomUUID();
        assertThat(get(path, "*/*").error()).startsWith("n: ");
        assertThat(get(path + "?n=x", "*/*").error())
                .isEqualTo("n: A whole number is expected, not 'x'.");
        assertThat(get(path + "?n=1", "*/*").error()).startsWith("X-Key: ");
    }

    @Test
    void otherMethodsTypesAndPathsAreRefusedWithWhatWouldDo() throws Exception {
        var method = get("/api/thing", "*/*");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("POST");
        var type = post("/api/thing", "a: b", "application/yaml");
        assertThat(type.status()).isEqualTo(415);
        assertThat(type.text("detail")).contains("application/json");
        var path = get("/api/nothing", "text/html");
        assertThat(path.status()).isEqualTo(404);
        assertThat(path.text("type")).isEqualTo("/problems/not-found");
        var accept = get("/api/json", "image/png");
        assertThat(accept.status()).isEqualTo(406);
    }

    @Test
    void whatTheContainerRefusesIsAProblemToo() throws Exception {
        var answer = get("/api/sendError", "*/*");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("type")).isEqualTo("/problems/forbidden");
    }

    @Test
    void whatTomcatItselfRefusesIsAProblemToo() throws Exception {
        var answer = get("/api/%00", "text/html");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("type")).isEqualTo("/problems/invalid-request");
    }

    private Answer get(String path, String accept) throws Exception {
        return send(request(path).header("Accept", accept).build());
    }

    private Answer post(String path, String body, String type) throws Exception {
        var publisher = BodyPublishers.ofString(body, UTF_8);
        return send(request(path).header("Content-Type", type).POST(publisher).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private Answer send(HttpRequest request) throws Exception {
        return Answer.of(http.send(request, BodyHandlers.ofString()));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({
        Json.class,
        Problems.class,
        ProblemResolver.class,
        ErrorEdge.class,
        ConnectorProblems.class
    })
    static class App {
        @Bean
        Things things() {
            return new Things();
        }
    }

    record Sizes(@Nullable ByteSize memory) {
        Sizes {
            if (memory != null && memory.bytes() == 0) {
                throw InvalidRequest.of("memory", "at least one byte");
            }
        }
    }

    record Thing(
            @Nullable Sizes limits,
            @Nullable List<Sizes> list,
            @Nullable Duration timeout,
            @Nullable Instant when,
            @Nullable String text) {}

    @RestController
    @RequestMapping("/api")
    static class Things {

        @PostMapping(path = "/thing", consumes = "application/json")
        Thing thing(@RequestBody Thing thing) {
            return thing;
        }

        @GetMapping("/throw/{which}")
        void fail(@PathVariable String which) {
            throw switch (which) {
                case "not-found" -> new NotFound("thing", 7);
                case "conflict" -> new Conflict("It is so already.");
                case "large" -> new TooLarge("file", "Too long.");
                case "invalid" -> InvalidRequest.of("f", "No.");
                case "database" -> new DataAccessResourceFailureException("secret");
                case "connection" -> new IllegalStateException(new SQLException("secret", "08006"));
                case "nul" ->
                        new DataIntegrityViolationException(
                                "secret", new SQLException("secret", "22021"));
                default -> new IllegalStateException("secret");
            };
        }

        @GetMapping("/parameters/{id}")
        void parameters(
                @PathVariable UUID id, @RequestParam int n, @RequestHeader("X-Key") String key) {}

        @GetMapping(path = "/json", produces = "application/json")
        Map<String, String> json() {
            return Map.of();
        }

        @GetMapping("/sendError")
        void sendError(jakarta.servlet.http.HttpServletResponse response) throws Exception {
            response.sendError(403, "secret");
        }
    }
}
